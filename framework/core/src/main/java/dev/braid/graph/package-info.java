/** Shapes and weights that layers declare. */
@NullMarked
package dev.braid.graph;

import org.jspecify.annotations.NullMarked;
