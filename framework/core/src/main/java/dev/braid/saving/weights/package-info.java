/** Weights in Keras' HDF5 files. */
package dev.braid.saving.weights;
