/** Keras' optimizers. */
@NullMarked
package dev.braid.optimizers;

import org.jspecify.annotations.NullMarked;
