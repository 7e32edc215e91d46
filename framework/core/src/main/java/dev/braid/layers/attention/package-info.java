/** Attention layers. */
@NullMarked
package dev.braid.layers.attention;

import org.jspecify.annotations.NullMarked;
