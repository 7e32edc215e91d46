package dev.braid.plots.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The level cut into vertical strips: one for each node and one for each stretch a long link runs
 * past other rows.
 *
 * <p>A strip keeps its horizontal place over all its rows, so that long lines are straight and
 * can't touch a box.
 */
final class Columns {
  /** What the strip of a long line is wide. */
  static final int LINE_WIDTH = 6;

  /** A step of a link from one strip to the strip below it. */
  record Step(int upper, int upperAt, int lower, int lowerAt, int weight) {}

  final List<int[]> spans = new ArrayList<>();
  final List<Integer> widths = new ArrayList<>();
  final List<Step> steps = new ArrayList<>();
  final List<List<Step>> above = new ArrayList<>();
  final List<List<Step>> below = new ArrayList<>();

  /** The strip of each link that is longer than a step, else -1. */
  final int[] lineOf;

  final int nodes;
  final int rows;

  Columns(Level level, boolean stretched) {
    nodes = level.nodes().size();
    int[] first = ranks(level, stretched);
    int last = 0;
    for (int node = 0; node < nodes; node++) {
      int span = stretched ? level.nodes().get(node).rows() : 1;
      last = Math.max(last, first[node] + span - 1);
      int width = (int) Math.ceil(level.nodes().get(node).width());
      add(first[node], first[node] + span - 1, width + width % 2);
    }
    rows = last + 1;
    lineOf = new int[level.links().size()];
    for (int index = 0; index < lineOf.length; index++) {
      Level.Link link = level.links().get(index);
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

  /** A box over several rows: nothing may cross it. */
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

  private static int[] ranks(Level level, boolean stretched) {
    int count = level.nodes().size();
    boolean doors = level.nodes().stream().anyMatch(node -> node.place() == Level.Place.TOP);
    NetworkSimplex ranks = new NetworkSimplex(count + 1);
    for (int node = 0; node < count; node++) {
      ranks.arc(count, node, 0, 0);
    }
    for (Level.Link link : level.links()) {
      int span = stretched ? level.nodes().get(link.from()).rows() : 1;
      ranks.arc(link.from(), link.to(), span, 1);
    }
    int[] found = Arrays.copyOf(ranks.solve(), count);
    int start = Integer.MAX_VALUE;
    int end = 0;
    for (int node = 0; node < count; node++) {
      Level.Node box = level.nodes().get(node);
      if (box.place() == Level.Place.ANYWHERE) {
        start = Math.min(start, found[node]);
        end = Math.max(end, found[node] + (stretched ? box.rows() : 1));
      }
    }
    int shift = (doors ? 1 : 0) - start;
    for (int node = 0; node < count; node++) {
      switch (level.nodes().get(node).place()) {
        case TOP -> found[node] = 0;
        case BOTTOM -> found[node] = end + shift;
        case ANYWHERE -> found[node] += shift;
      }
    }
    return found;
  }
}
