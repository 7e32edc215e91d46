/**
 * Fast computations on a CPU: floats outside the heap, loops over them, matrix products, oneDNN.
 *
 * <p>This package does not depend on layers or optimizers. Callers check whether oneDNN is
 * available and otherwise use other code.
 */
package dev.braid.internal.compute;
