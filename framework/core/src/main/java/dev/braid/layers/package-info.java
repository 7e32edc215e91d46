/** What layers are: options, shape rules, weights and Keras' configuration, but no computing. */
package dev.braid.layers;
