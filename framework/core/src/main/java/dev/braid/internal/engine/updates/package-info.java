/** The computations from gradients to new weights. */
package dev.braid.internal.engine.updates;
