/** The progress display of a run. */
package dev.braid.internal.training.progress;
