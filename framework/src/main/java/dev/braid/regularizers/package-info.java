/** Prices on the size of weights and activations. */
package dev.braid.regularizers;
