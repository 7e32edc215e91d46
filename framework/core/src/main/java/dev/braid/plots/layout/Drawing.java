package dev.braid.plots.layout;

import java.util.List;

/**
 * A level that found its places.
 *
 * @param x left edge of each node
 * @param y top edge of each node
 * @param routes the corners of each link, pairs of x and y: straight down where two neighbours
 *     share x, an S-shaped curve where they do not
 * @param width of the whole
 * @param height of the whole
 * @param rows how many rows it has
 */
public record Drawing(
    double[] x, double[] y, List<double[]> routes, double width, double height, int rows) {}
