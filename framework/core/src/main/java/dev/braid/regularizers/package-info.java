/** Keras' regularizers. */
@NullMarked
package dev.braid.regularizers;

import org.jspecify.annotations.NullMarked;
