/**
 * The loops: epochs and batches, means of losses, logs, failures, and the model that they train.
 */
package dev.braid.internal.training;
