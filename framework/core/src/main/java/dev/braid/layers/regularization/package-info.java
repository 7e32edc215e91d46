/** Regularization layers: noise, dropout and penalties. */
package dev.braid.layers.regularization;
