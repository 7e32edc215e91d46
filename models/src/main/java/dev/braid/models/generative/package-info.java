/** Generative models. */
@NullMarked
package dev.braid.models.generative;

import org.jspecify.annotations.NullMarked;
