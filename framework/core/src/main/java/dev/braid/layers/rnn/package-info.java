/** Recurrent layers and their wrappers. */
package dev.braid.layers.rnn;
