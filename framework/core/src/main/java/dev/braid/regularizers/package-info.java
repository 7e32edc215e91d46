/** The price of large weights: Keras' regularizers. */
package dev.braid.regularizers;
