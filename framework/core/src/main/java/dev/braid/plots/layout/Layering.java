package dev.braid.plots.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Draws a level in rows: everything points down, boxes don't overlap, lines touch no box, and a
 * chain is straight.
 */
public final class Layering {
  private static final double GAP = 30;
  private static final double WIDEST_GAP = 72;

  private final Level level;
  private final Columns columns;
  private final int[] middle;
  private final double[] rowTop;
  private final double[] rowHeight;

  private Layering(Level level, Columns columns, Ordering ordering) {
    this.level = level;
    this.columns = columns;
    this.middle = new Coordinates(columns, ordering.rows()).middles();
    this.rowTop = new double[columns.rows];
    this.rowHeight = new double[columns.rows];
  }

  /** Finds the places; the least gap below the first row leaves room for a heading. */
  public static Drawing draw(Level level, double firstGap) {
    if (level.nodes().isEmpty()) {
      return new Drawing(new double[0], new double[0], List.of(), 0, 0, 0);
    }
    Columns columns = new Columns(level, true);
    Ordering ordering = new Ordering(columns);
    if (!ordering.sound()) {
      columns = new Columns(level, false);
      ordering = new Ordering(columns);
    }
    return new Layering(level, columns, ordering).drawing(firstGap);
  }

  private Drawing drawing(double firstGap) {
    double left = Double.MAX_VALUE;
    double right = 0;
    for (int column = 0; column < columns.count(); column++) {
      double half = columns.widths.get(column) / 2.0;
      left = Math.min(left, middle[column] - half);
      right = Math.max(right, middle[column] + half);
    }
    double bottom = placeRows(firstGap);
    int nodes = columns.nodes;
    double[] x = new double[nodes];
    double[] y = new double[nodes];
    for (int node = 0; node < nodes; node++) {
      Level.Node box = level.nodes().get(node);
      int[] span = columns.spans.get(node);
      double top = rowTop[span[0]];
      double room = rowTop[span[1]] + rowHeight[span[1]] - top;
      x[node] = middle[node] - box.width() / 2 - left;
      y[node] = top + (room - box.height()) / 2;
    }
    List<double[]> routes = new ArrayList<>();
    for (int index = 0; index < level.links().size(); index++) {
      routes.add(route(index, left, y));
    }
    return new Drawing(x, y, routes, right - left, bottom, columns.rows);
  }

  /** Rows as tall as their boxes, gaps as tall as their curves need; the foot of the last row. */
  private double placeRows(double firstGap) {
    double[] gap = new double[columns.rows];
    Arrays.fill(gap, GAP);
    gap[0] = Math.max(GAP, firstGap);
    for (int node = 0; node < columns.nodes; node++) {
      int[] span = columns.spans.get(node);
      if (span[0] == span[1]) {
        rowHeight[span[0]] = Math.max(rowHeight[span[0]], level.nodes().get(node).height());
      }
    }
    for (Columns.Step step : columns.steps) {
      double bend = middle[step.lower()] + step.lowerAt() - middle[step.upper()] - step.upperAt();
      int row = columns.spans.get(step.upper())[1];
      gap[row] = Math.max(gap[row], Math.min(WIDEST_GAP, GAP + Math.abs(bend) * 0.09));
    }
    for (int node = 0; node < columns.nodes; node++) {
      int[] span = columns.spans.get(node);
      double room = rowHeight[span[1]];
      for (int row = span[0]; row < span[1]; row++) {
        room += rowHeight[row] + gap[row];
      }
      double missing = level.nodes().get(node).height() - room;
      for (int row = span[0]; row < span[1] && missing > 0; row++) {
        gap[row] += missing / (span[1] - span[0]);
      }
    }
    for (int row = 1; row < columns.rows; row++) {
      rowTop[row] = rowTop[row - 1] + rowHeight[row - 1] + gap[row - 1];
    }
    return rowTop[columns.rows - 1] + rowHeight[columns.rows - 1];
  }

  private double[] route(int index, double left, double[] y) {
    Level.Link link = level.links().get(index);
    List<Double> corners = new ArrayList<>();
    double startX = middle[link.from()] - left + link.fromAt();
    double endX = middle[link.to()] - left + link.toAt();
    double endY = y[link.to()];
    corners.addAll(List.of(startX, y[link.from()] + level.nodes().get(link.from()).height()));
    int above = columns.spans.get(link.from())[1];
    corners.addAll(List.of(startX, rowTop[above] + rowHeight[above]));
    int line = columns.lineOf[index];
    if (line >= 0) {
      int[] span = columns.spans.get(line);
      double lineX = middle[line] - left;
      corners.addAll(List.of(lineX, rowTop[span[0]]));
      corners.addAll(List.of(lineX, rowTop[span[1]] + rowHeight[span[1]]));
    }
    corners.addAll(List.of(endX, rowTop[columns.spans.get(link.to())[0]], endX, endY));
    return corners.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
