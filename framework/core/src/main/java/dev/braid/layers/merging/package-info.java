/** Layers that merge several tensors into one. */
@NullMarked
package dev.braid.layers.merging;

import org.jspecify.annotations.NullMarked;
