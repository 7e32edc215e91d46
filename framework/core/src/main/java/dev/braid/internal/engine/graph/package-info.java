/**
 * Compiled graphs: the plan, its steps, the weights they share, and their view in Deeplearning4j.
 */
package dev.braid.internal.engine.graph;
