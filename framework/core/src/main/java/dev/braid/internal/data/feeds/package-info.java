/**
 * Checks the data of a call and loads its batches, from arrays and in the background from streams.
 */
package dev.braid.internal.data.feeds;
