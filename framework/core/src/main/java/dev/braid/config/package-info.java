/** Keras' configuration objects, the common form of serialized layers, losses and others. */
package dev.braid.config;
