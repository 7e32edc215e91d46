/** Regularization layers: noise, dropout and penalties. */
@NullMarked
package dev.braid.layers.regularization;

import org.jspecify.annotations.NullMarked;
