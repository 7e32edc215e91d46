/** Facts about layers that other packages ask for. */
package dev.braid.internal.layers;
