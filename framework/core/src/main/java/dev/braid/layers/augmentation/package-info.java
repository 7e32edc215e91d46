/** Layers that change images at random while training. */
@NullMarked
package dev.braid.layers.augmentation;

import org.jspecify.annotations.NullMarked;
