/** Layers that look at all of a sequence at once. */
package dev.braid.layers.attention;
