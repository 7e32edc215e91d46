/** The built-in callbacks, with the options and decisions of Keras' callbacks. */
@NullMarked
package dev.braid.callbacks;

import org.jspecify.annotations.NullMarked;
