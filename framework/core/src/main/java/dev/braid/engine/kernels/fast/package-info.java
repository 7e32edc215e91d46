/**
 * Kernels for floats on a CPU; each does what the formula of its layer says, which is its oracle.
 */
package dev.braid.engine.kernels.fast;
