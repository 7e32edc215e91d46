/** Weights in Keras' HDF5 files. */
package dev.braid.internal.saving.weights;
