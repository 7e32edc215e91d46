/** Layers that change images at random while training. */
package dev.braid.layers.augmentation;
