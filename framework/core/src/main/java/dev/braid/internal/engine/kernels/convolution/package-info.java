/** Fast kernels of convolutions and pooling. */
package dev.braid.internal.engine.kernels.convolution;
