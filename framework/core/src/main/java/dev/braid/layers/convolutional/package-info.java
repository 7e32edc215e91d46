/** Layers that slide a window of weights over steps, pictures and volumes. */
package dev.braid.layers.convolutional;
