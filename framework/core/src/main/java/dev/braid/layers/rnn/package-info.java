/** Recurrent layers and their wrappers. */
@NullMarked
package dev.braid.layers.rnn;

import org.jspecify.annotations.NullMarked;
