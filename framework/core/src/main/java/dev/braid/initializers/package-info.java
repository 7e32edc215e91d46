/** Keras' initializers of weights. */
@NullMarked
package dev.braid.initializers;

import org.jspecify.annotations.NullMarked;
