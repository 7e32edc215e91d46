/**
 * The gradient suite: every layer, every option that changes the mathematics, in double precision.
 */
package dev.braid.internal.engine.gradients;
