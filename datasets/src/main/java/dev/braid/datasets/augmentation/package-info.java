/** Random changes of images for training. */
@NullMarked
package dev.braid.datasets.augmentation;

import org.jspecify.annotations.NullMarked;
