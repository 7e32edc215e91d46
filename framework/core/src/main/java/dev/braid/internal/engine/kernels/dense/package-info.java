/** Fast kernels of dense layers, embeddings and dot products. */
package dev.braid.internal.engine.kernels.dense;
