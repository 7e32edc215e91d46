/** Fast kernels of recurrent layers. */
package dev.braid.internal.engine.kernels.recurrent;
