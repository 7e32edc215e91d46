/** How good predictions are over an epoch: Keras' metrics, in plain Java. */
package dev.braid.metrics;
