/** Keras' metrics, accumulated over an epoch in plain Java. */
package dev.braid.metrics;
