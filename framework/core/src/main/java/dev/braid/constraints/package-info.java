/** Keras' constraints of weights. */
@NullMarked
package dev.braid.constraints;

import org.jspecify.annotations.NullMarked;
