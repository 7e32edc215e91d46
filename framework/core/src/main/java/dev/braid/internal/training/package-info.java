/** The loops: epochs and batches, means of losses, logs, faults, and the engine's side of them. */
package dev.braid.internal.training;
