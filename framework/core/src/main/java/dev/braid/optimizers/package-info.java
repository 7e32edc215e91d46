/** Keras' optimizers. */
package dev.braid.optimizers;
