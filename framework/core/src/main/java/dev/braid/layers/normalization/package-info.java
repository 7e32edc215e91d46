/** Normalization layers. */
package dev.braid.layers.normalization;
