/** Hosts layers in a ComputationGraph: the plan, our vertices, and the weights they share. */
package dev.braid.internal.engine.graph;
