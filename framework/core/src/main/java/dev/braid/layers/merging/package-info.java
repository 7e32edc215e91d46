/** Layers that make one tensor of several. */
package dev.braid.layers.merging;
