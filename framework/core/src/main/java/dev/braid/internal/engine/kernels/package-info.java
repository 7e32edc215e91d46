/** What layers compute, forward and backward; each layer of the public API has one kernel here. */
package dev.braid.internal.engine.kernels;
