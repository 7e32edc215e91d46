/** How weights follow their gradients: Keras' optimizers. */
package dev.braid.optimizers;
