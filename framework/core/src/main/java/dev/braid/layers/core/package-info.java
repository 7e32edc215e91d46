/** Dense layers, embeddings, masking, inputs and other basic layers. */
package dev.braid.layers.core;
