/** Keras' initializers of weights. */
package dev.braid.initializers;
