/** Losses of whole batches, with sample weights, masks and reductions. */
package dev.braid.internal.engine.losses;
