/** Random changes of images for training. */
package dev.braid.datasets.augmentation;
