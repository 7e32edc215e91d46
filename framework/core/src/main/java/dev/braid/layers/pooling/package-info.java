/** Pooling layers: maximum or average of windows, or of all positions. */
@NullMarked
package dev.braid.layers.pooling;

import org.jspecify.annotations.NullMarked;
