/** Keras' losses. */
package dev.braid.losses;
