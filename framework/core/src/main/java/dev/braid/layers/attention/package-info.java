/** Attention layers. */
package dev.braid.layers.attention;
