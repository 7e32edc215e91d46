/** Keras' regularizers. */
package dev.braid.regularizers;
