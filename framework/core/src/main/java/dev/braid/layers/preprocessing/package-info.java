/** Preprocessing layers. */
@NullMarked
package dev.braid.layers.preprocessing;

import org.jspecify.annotations.NullMarked;
