/** Masks that a model computes from tensors and passes to a layer as an argument. */
package dev.braid.layers.masks;
