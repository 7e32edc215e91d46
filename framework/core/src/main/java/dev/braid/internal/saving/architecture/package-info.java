/** Conversion between models and Keras' configurations. */
package dev.braid.internal.saving.architecture;
