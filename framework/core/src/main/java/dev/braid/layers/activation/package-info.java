/** Activation layers with options or weights. */
package dev.braid.layers.activation;
