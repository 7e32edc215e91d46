/** Fast kernels of attention. */
package dev.braid.internal.engine.kernels.attention;
