/**
 * Raw speed on a CPU: floats outside the heap, loops over them, matrix products, oneDNN.
 *
 * <p>Nothing here knows layers or optimizers. Where oneDNN is absent its callers are told so and
 * take another way.
 */
package dev.braid.internal.compute;
