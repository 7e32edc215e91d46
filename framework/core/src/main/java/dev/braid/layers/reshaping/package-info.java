/** Reshaping layers, which move elements without computing. */
@NullMarked
package dev.braid.layers.reshaping;

import org.jspecify.annotations.NullMarked;
