/** Fast kernels of normalizations. */
package dev.braid.internal.engine.kernels.normalization;
