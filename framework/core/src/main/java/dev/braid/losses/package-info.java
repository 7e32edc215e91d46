/** Keras' losses. */
@NullMarked
package dev.braid.losses;

import org.jspecify.annotations.NullMarked;
