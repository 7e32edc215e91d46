/** Reshaping layers, which move elements without computing. */
package dev.braid.layers.reshaping;
