/** Turns checked data into minibatches: from arrays, and in the background from streams. */
package dev.braid.internal.data.feeds;
