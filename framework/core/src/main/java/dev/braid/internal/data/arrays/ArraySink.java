package dev.braid.internal.data.arrays;

/** Writes the values of a batch, one sample after the other. */
interface ArraySink extends LeafVisitor {}
