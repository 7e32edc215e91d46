/** Layers that slidingOutput a window of weights over steps, images and volumes. */
package dev.braid.layers.convolutional;
