/** The symbolic graph: nodes, shapes, order, names and all checks that require no data. */
@NullMarked
package dev.braid.internal.graph;

import org.jspecify.annotations.NullMarked;
