/** Layers that slide a window of weights over steps, images and volumes. */
@NullMarked
package dev.braid.layers.convolutional;

import org.jspecify.annotations.NullMarked;
