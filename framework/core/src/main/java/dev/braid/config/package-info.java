/** Keras' configuration objects, the common form of serialized layers, losses and others. */
@NullMarked
package dev.braid.config;

import org.jspecify.annotations.NullMarked;
