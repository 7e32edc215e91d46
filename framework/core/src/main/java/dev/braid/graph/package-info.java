/** Shapes and weights that layers declare. */
package dev.braid.graph;
