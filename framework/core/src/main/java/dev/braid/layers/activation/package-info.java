/** Activation layers with options or weights. */
@NullMarked
package dev.braid.layers.activation;

import org.jspecify.annotations.NullMarked;
