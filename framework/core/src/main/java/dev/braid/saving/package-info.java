/** Saving and loading of models in Keras' file formats. */
package dev.braid.saving;
