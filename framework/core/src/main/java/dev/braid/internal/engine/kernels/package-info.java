/** The forward and backward computation of layers; each layer of the public API has one kernel. */
package dev.braid.internal.engine.kernels;
