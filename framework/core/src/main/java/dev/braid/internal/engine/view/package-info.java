/** The ComputationGraph that a model returns: a view of its compiled graph for Deeplearning4j. */
package dev.braid.internal.engine.view;
