/** Layers that move elements and compute nothing. */
package dev.braid.layers.reshaping;
