package dev.braid.internal.data.arrays;

/** Where the numbers of a batch are written, one sample after the other. */
interface Sink extends LeafVisitor {}
