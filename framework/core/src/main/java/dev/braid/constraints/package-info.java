/** Rules that weights keep: Keras' constraints. */
package dev.braid.constraints;
