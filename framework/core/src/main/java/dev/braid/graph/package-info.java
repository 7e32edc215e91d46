/** The symbolic graph: nodes, shapes, order, names and every check that needs no data. */
package dev.braid.graph;
