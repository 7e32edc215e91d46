/**
 * Checks the data of a call and loads its batches, from arrays or in the background from streams.
 */
package dev.braid.internal.data.feeds;
