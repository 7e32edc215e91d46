/** The symbolic graph: nodes, shapes, order, names and all checks that require no data. */
package dev.braid.internal.graph;
