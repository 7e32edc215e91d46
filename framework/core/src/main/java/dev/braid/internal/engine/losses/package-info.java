/** Losses of whole batches: weights, masks and the mean over them. */
package dev.braid.internal.engine.losses;
