/**
 * Keras' configuration objects: the one form in which layers, losses and the rest are written down.
 */
package dev.braid.config;
