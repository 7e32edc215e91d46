/** Layers that make training harder so that a model generalizes: noise, dropout, prices. */
package dev.braid.layers.regularization;
