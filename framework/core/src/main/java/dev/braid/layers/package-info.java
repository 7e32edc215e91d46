/** Layers: options, shape rules, weights, forward computation and Keras' configuration. */
@NullMarked
package dev.braid.layers;

import org.jspecify.annotations.NullMarked;
