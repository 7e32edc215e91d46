/** Layers that slide a window of weights over steps, images and volumes. */
package dev.braid.layers.convolutional;
