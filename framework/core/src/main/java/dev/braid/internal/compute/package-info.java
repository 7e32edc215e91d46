/**
 * Raw speed on a CPU: floats outside the heap, loops over them, matrix products, oneDNN.
 *
 * <p>Nothing here depends on layers or optimizers. Where oneDNN is missing, callers find out and
 * take another way.
 */
package dev.braid.internal.compute;
