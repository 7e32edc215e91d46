package dev.braid.internal.plots.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The columns of a level: one for each box and one for each long link that passes other rows.
 *
 * <p>A column has the same horizontal position in all its rows, so that long lines are straight and
 * do not touch a box.
 */
final class LayoutColumns {
  /** The width of the column of a long line. */
  static final int LINE_WIDTH = 6;

  /** A step of a link from one column to the one below it. */
  record Step(int upper, int upperAt, int lower, int lowerAt, int weight) {}

  final List<int[]> spans = new ArrayList<>();
  final List<Integer> widths = new ArrayList<>();
  final List<Step> steps = new ArrayList<>();
  final List<List<Step>> above = new ArrayList<>();
  final List<List<Step>> below = new ArrayList<>();

  /** The column of each link that is longer than a step, else -1. */
  final int[] lineOf;

  final int nodes;
  final int rows;

  LayoutColumns(LayoutLevel level, boolean stretched) {
    nodes = level.boxes().size();
    int[] first = ranks(level, stretched);
    int last = 0;
    for (int node = 0; node < nodes; node++) {
      int span = stretched ? level.boxes().get(node).rows() : 1;
      last = Math.max(last, first[node] + span - 1);
      int width = (int) Math.ceil(level.boxes().get(node).width());
      add(first[node], first[node] + span - 1, width + width % 2);
    }
    rows = last + 1;
    lineOf = new int[level.links().size()];
    for (int index = 0; index < lineOf.length; index++) {
      LayoutLevel.Link link = level.links().get(index);
      int top = spans.get(link.from())[1] + 1;
      int bottom = spans.get(link.to())[0] - 1;
      int fromAt = (int) Math.round(link.fromAt());
      int toAt = (int) Math.round(link.toAt());
      lineOf[index] = -1;
      if (top > bottom) {
        step(link.from(), fromAt, link.to(), toAt, 4);
      } else {
        lineOf[index] = spans.size();
        add(top, bottom, LINE_WIDTH);
        step(link.from(), fromAt, lineOf[index], 0, 2);
        step(lineOf[index], 0, link.to(), toAt, 2);
      }
    }
  }

  int count() {
    return spans.size();
  }

  boolean isLine(int column) {
    return column >= nodes;
  }

  /** Returns whether a column is a box over several rows, which no line may cross. */
  boolean isTall(int column) {
    return !isLine(column) && spans.get(column)[0] < spans.get(column)[1];
  }

  private void add(int first, int last, int width) {
    spans.add(new int[] {first, last});
    widths.add(width);
    above.add(new ArrayList<>());
    below.add(new ArrayList<>());
  }

  private void step(int upper, int upperAt, int lower, int lowerAt, int weight) {
    Step step = new Step(upper, upperAt, lower, lowerAt, weight);
    steps.add(step);
    below.get(upper).add(step);
    above.get(lower).add(step);
  }

  private static int[] ranks(LayoutLevel level, boolean stretched) {
    int count = level.boxes().size();
    boolean hasPorts =
        level.boxes().stream().anyMatch(node -> node.row() == LayoutLevel.RowConstraint.TOP);
    NetworkSimplex ranks = new NetworkSimplex(count + 1);
    for (int node = 0; node < count; node++) {
      ranks.arc(count, node, 0, 0);
    }
    for (LayoutLevel.Link link : level.links()) {
      int span = stretched ? level.boxes().get(link.from()).rows() : 1;
      ranks.arc(link.from(), link.to(), span, 1);
    }
    int[] found = Arrays.copyOf(ranks.solve(), count);
    int start = Integer.MAX_VALUE;
    int end = 0;
    for (int node = 0; node < count; node++) {
      LayoutLevel.Box box = level.boxes().get(node);
      if (box.row() == LayoutLevel.RowConstraint.ANYWHERE) {
        start = Math.min(start, found[node]);
        end = Math.max(end, found[node] + (stretched ? box.rows() : 1));
      }
    }
    int shift = (hasPorts ? 1 : 0) - start;
    for (int node = 0; node < count; node++) {
      switch (level.boxes().get(node).row()) {
        case TOP -> found[node] = 0;
        case BOTTOM -> found[node] = end + shift;
        case ANYWHERE -> found[node] += shift;
      }
    }
    return found;
  }
}
