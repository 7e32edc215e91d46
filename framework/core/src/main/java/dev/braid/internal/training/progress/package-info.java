/** What a run shows of itself while it goes. */
package dev.braid.internal.training.progress;
