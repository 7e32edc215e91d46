/** Layers: options, shape rules, weights, forward computation and Keras' configuration. */
package dev.braid.layers;
