package dev.braid.internal.data.arrays;

/** Writes the values of a batch, sample by sample. */
interface ArraySink extends LeafVisitor {}
