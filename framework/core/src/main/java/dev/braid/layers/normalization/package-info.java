/** Layers that bring numbers to a common scale. */
package dev.braid.layers.normalization;
