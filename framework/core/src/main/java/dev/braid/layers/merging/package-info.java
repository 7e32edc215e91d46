/** Layers that merge several tensors into one. */
package dev.braid.layers.merging;
