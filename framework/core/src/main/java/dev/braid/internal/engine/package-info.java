/** The only room that knows Deeplearning4j: a model's graph as a ComputationGraph that trains. */
package dev.braid.internal.engine;
