/** Runs and trains models: compiled graphs, passes through them, updates, and the view in DL4J. */
package dev.braid.internal.engine;
