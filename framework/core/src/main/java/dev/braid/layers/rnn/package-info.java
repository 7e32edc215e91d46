/** Layers that walk through sequences, and layers around them. */
package dev.braid.layers.rnn;
