/** Layers that take the largest or the average of a window, or of everything. */
package dev.braid.layers.pooling;
