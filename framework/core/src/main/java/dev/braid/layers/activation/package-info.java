/** Activations that have options or weights of their own. */
package dev.braid.layers.activation;
