/** What layers compute, forward and backward; each layer of the public API has one twin here. */
package dev.braid.internal.engine.kernels;
