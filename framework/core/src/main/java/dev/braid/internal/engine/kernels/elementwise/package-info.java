/** Fast kernels of activations, merging layers, dropout and reshaping. */
package dev.braid.internal.engine.kernels.elementwise;
