package dev.braid.internal.plots.layout;

import java.util.List;

/**
 * The layout of a level.
 *
 * @param x the left edge of each box
 * @param y the top edge of each box
 * @param routes the corners of each link, pairs of x and y: straight down where two neighbors share
 *     x, an S-shaped curve where they do not
 * @param width the total width
 * @param height the total height
 * @param rows the number of rows
 */
public record LevelLayout(
    double[] x, double[] y, List<double[]> routes, double width, double height, int rows) {}
