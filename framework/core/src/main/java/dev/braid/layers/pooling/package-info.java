/** Pooling layers: maximum or average of windows, or of all positions. */
package dev.braid.layers.pooling;
