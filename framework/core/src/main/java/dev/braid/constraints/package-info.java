/** Keras' constraints of weights. */
package dev.braid.constraints;
