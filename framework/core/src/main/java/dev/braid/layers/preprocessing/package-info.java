/** Preprocessing layers. */
package dev.braid.layers.preprocessing;
