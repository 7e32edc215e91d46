/**
 * Differentiable arithmetic on arrays: the language that layers, losses and user-defined formulas
 * are written in.
 *
 * <p>A {@link dev.braid.ops.Value} holds an array; operations on values that a {@link
 * dev.braid.ops.Tape} follows are remembered, so that the tape can walk them back and give the
 * gradient. It is made of ND4J operations only and so runs on every backend.
 */
package dev.braid.ops;
