/** Keras' metrics, accumulated over an epoch in plain Java. */
@NullMarked
package dev.braid.metrics;

import org.jspecify.annotations.NullMarked;
