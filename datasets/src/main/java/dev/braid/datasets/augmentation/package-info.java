/** Changes pictures by chance, so that a model sees no picture twice. */
package dev.braid.datasets.augmentation;
