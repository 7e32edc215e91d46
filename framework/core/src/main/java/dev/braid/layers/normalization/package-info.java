/** Normalization layers. */
@NullMarked
package dev.braid.layers.normalization;

import org.jspecify.annotations.NullMarked;
