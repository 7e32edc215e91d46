/**
 * Differentiable operations on arrays, in which layers, losses and user-defined formulas are
 * written.
 *
 * <p>A {@link dev.braid.ops.Value} holds an array; a {@link dev.braid.ops.Tape} records operations
 * on values, so that it can run them backward and compute gradients. Only ND4J operations are used,
 * so that it runs on every backend.
 */
@NullMarked
package dev.braid.ops;

import org.jspecify.annotations.NullMarked;
