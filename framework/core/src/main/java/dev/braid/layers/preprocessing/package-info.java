/** Layers that bring data into the form that models like. */
package dev.braid.layers.preprocessing;
