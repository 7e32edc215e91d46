/** Conversion between models and Keras' configurations. */
package dev.braid.saving.architecture;
