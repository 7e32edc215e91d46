/** Dense layers, embeddings, masking, inputs and other basic layers. */
@NullMarked
package dev.braid.layers.core;

import org.jspecify.annotations.NullMarked;
