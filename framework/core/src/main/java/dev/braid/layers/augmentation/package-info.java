/**
 * Layers that change pictures by chance while training, so that a model learns what does not
 * matter.
 */
package dev.braid.layers.augmentation;
