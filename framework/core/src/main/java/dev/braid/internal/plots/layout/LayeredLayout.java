package dev.braid.internal.plots.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Lays out a level in rows: all lines point down, boxes do not overlap, lines touch no box, and a
 * chain is straight.
 */
public final class LayeredLayout {
  private static final double GAP = 30;
  private static final double MAX_GAP = 72;

  private final LayoutLevel level;
  private final LayoutColumns columns;
  private final int[] middle;
  private final double[] rowTop;
  private final double[] rowHeight;

  private LayeredLayout(LayoutLevel level, LayoutColumns columns, ColumnOrdering ordering) {
    this.level = level;
    this.columns = columns;
    this.middle = new ColumnPositions(columns, ordering.rows()).middles();
    this.rowTop = new double[columns.rows];
    this.rowHeight = new double[columns.rows];
  }

  /** Computes the layout; the minimum gap below the first row leaves space for a heading. */
  public static LevelLayout of(LayoutLevel level, double firstGap) {
    if (level.boxes().isEmpty()) {
      return new LevelLayout(new double[0], new double[0], List.of(), 0, 0, 0);
    }
    LayoutColumns columns = new LayoutColumns(level, true);
    ColumnOrdering ordering = new ColumnOrdering(columns);
    if (!ordering.isValid()) {
      columns = new LayoutColumns(level, false);
      ordering = new ColumnOrdering(columns);
    }
    return new LayeredLayout(level, columns, ordering).layout(firstGap);
  }

  private LevelLayout layout(double firstGap) {
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
      LayoutLevel.Box box = level.boxes().get(node);
      int[] span = columns.spans.get(node);
      double top = rowTop[span[0]];
      double available = rowTop[span[1]] + rowHeight[span[1]] - top;
      x[node] = middle[node] - box.width() / 2 - left;
      y[node] = top + (available - box.height()) / 2;
    }
    List<double[]> routes = new ArrayList<>();
    for (int index = 0; index < level.links().size(); index++) {
      routes.add(route(index, left, y));
    }
    return new LevelLayout(x, y, routes, right - left, bottom, columns.rows);
  }

  /**
   * Sets the heights of rows by their boxes and of gaps by their curves; returns the bottom of the
   * last row.
   */
  private double placeRows(double firstGap) {
    double[] gap = new double[columns.rows];
    Arrays.fill(gap, GAP);
    gap[0] = Math.max(GAP, firstGap);
    for (int node = 0; node < columns.nodes; node++) {
      int[] span = columns.spans.get(node);
      if (span[0] == span[1]) {
        rowHeight[span[0]] = Math.max(rowHeight[span[0]], level.boxes().get(node).height());
      }
    }
    for (LayoutColumns.Step step : columns.steps) {
      double bend = middle[step.lower()] + step.lowerAt() - middle[step.upper()] - step.upperAt();
      int row = columns.spans.get(step.upper())[1];
      gap[row] = Math.max(gap[row], Math.min(MAX_GAP, GAP + Math.abs(bend) * 0.09));
    }
    for (int node = 0; node < columns.nodes; node++) {
      int[] span = columns.spans.get(node);
      double available = rowHeight[span[1]];
      for (int row = span[0]; row < span[1]; row++) {
        available += rowHeight[row] + gap[row];
      }
      double missing = level.boxes().get(node).height() - available;
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
    LayoutLevel.Link link = level.links().get(index);
    List<Double> corners = new ArrayList<>();
    double startX = middle[link.from()] - left + link.fromAt();
    double endX = middle[link.to()] - left + link.toAt();
    double endY = y[link.to()];
    corners.addAll(List.of(startX, y[link.from()] + level.boxes().get(link.from()).height()));
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
