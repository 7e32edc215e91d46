/** Fast kernels of normalization layers. */
package dev.braid.internal.engine.kernels.normalization;
