/** Compiled graphs: the plan, its steps, the weights that they share, and their order in DL4J. */
package dev.braid.internal.engine.graph;
