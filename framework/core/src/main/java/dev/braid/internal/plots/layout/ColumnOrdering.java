package dev.braid.internal.plots.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Orders the columns of every row with few crossings.
 *
 * <p>Rows are sorted by the mean position of their neighbors, alternately downwards and upwards;
 * columns that continue from the row before keep their relative order. The best of all rounds is
 * used.
 */
final class ColumnOrdering {
  private static final int ROUNDS = 12;

  /** The cost of a line through a box, which outweighs all other crossings. */
  private static final long THROUGH_BOX = 1_000_000;

  private final LayoutColumns columns;
  private final double[] position;
  private List<List<Integer>> rows;

  ColumnOrdering(LayoutColumns columns) {
    this.columns = columns;
    this.position = new double[columns.count()];
    arrange();
  }

  /** Returns the columns of each row from left to right. */
  List<List<Integer>> rows() {
    return rows;
  }

  private void arrange() {
    List<List<Integer>> best = null;
    long fewest = Long.MAX_VALUE;
    for (int start = 0; start < 3 && fewest > 0; start++) {
      rows = start(start);
      for (int round = 0; round < ROUNDS && fewest > 0; round++) {
        sweep(round % 2 == 0 ? start != 1 : start == 1, round);
        swapNeighbors();
        long crossings = crossings();
        if (crossings < fewest) {
          fewest = crossings;
          best = copy(rows);
        }
      }
    }
    rows = best;
  }

  /** Returns whether no line crosses a box. */
  boolean isValid() {
    return crossings() < THROUGH_BOX;
  }

  /**
   * Returns an initial order: depth first from the sources, depth first from the sinks, or as
   * given.
   */
  private List<List<Integer>> start(int kind) {
    List<Integer> visit = new ArrayList<>();
    boolean[] seen = new boolean[columns.count()];
    for (int column = 0; column < columns.count(); column++) {
      if (kind == 2) {
        visit.add(column);
      } else if (!columns.isLine(column)
          && (kind == 0 ? columns.above : columns.below).get(column).isEmpty()) {
        traverse(column, kind == 0, seen, visit);
      }
    }
    List<List<Integer>> made = new ArrayList<>();
    for (int row = 0; row < columns.rows; row++) {
      made.add(new ArrayList<>());
    }
    for (int column : visit) {
      for (int row = columns.spans.get(column)[0]; row <= columns.spans.get(column)[1]; row++) {
        made.get(row).add(column);
      }
    }
    return made;
  }

  private void traverse(int from, boolean down, boolean[] seen, List<Integer> visit) {
    List<Integer> stack = new ArrayList<>(List.of(from));
    while (!stack.isEmpty()) {
      int column = stack.remove(stack.size() - 1);
      if (seen[column]) {
        continue;
      }
      seen[column] = true;
      visit.add(column);
      List<LayoutColumns.Step> next = (down ? columns.below : columns.above).get(column);
      for (int index = next.size() - 1; index >= 0; index--) {
        stack.add(down ? next.get(index).lower() : next.get(index).upper());
      }
    }
  }

  private void sweep(boolean down, int round) {
    for (int step = 0; step < columns.rows; step++) {
      int row = down ? step : columns.rows - 1 - step;
      List<Integer> here = rows.get(row);
      if (step > 0) {
        int before = down ? row - 1 : row + 1;
        number(rows.get(before));
        double[] target = new double[here.size()];
        double last = -1;
        for (int index = 0; index < target.length; index++) {
          target[index] = target(here.get(index), before, down, last);
          last = target[index];
        }
        Integer[] sorted = new Integer[target.length];
        Arrays.setAll(sorted, index -> index);
        boolean flip = round % 4 >= 2;
        Comparator<Integer> byTarget = Comparator.comparingDouble(index -> target[index]);
        Arrays.sort(
            sorted, flip ? byTarget.thenComparing(Comparator.<Integer>reverseOrder()) : byTarget);
        List<Integer> next = new ArrayList<>();
        for (int index : sorted) {
          next.add(here.get(index));
        }
        rows.set(row, next);
      }
    }
  }

  private double target(int column, int before, boolean down, double last) {
    int[] span = columns.spans.get(column);
    if (span[0] <= before && before <= span[1]) {
      return position[column];
    }
    List<LayoutColumns.Step> near = (down ? columns.above : columns.below).get(column);
    if (near.isEmpty()) {
      return last;
    }
    double sum = 0;
    for (LayoutColumns.Step step : near) {
      int other = down ? step.upper() : step.lower();
      int at = down ? step.upperAt() : step.lowerAt();
      sum += position[other] + 0.9 * at / columns.widths.get(other);
    }
    return sum / near.size();
  }

  private void number(List<Integer> row) {
    for (int index = 0; index < row.size(); index++) {
      position[row.get(index)] = index;
    }
  }

  /** Swaps neighbors of a single row as long as that reduces crossings. */
  private void swapNeighbors() {
    for (int pass = 0; pass < 3; pass++) {
      boolean changed = false;
      for (int row = 0; row < columns.rows; row++) {
        List<Integer> here = rows.get(row);
        for (int index = 0; index + 1 < here.size(); index++) {
          if (single(here.get(index)) && single(here.get(index + 1))) {
            long before = crossingsAround(row);
            swap(here, index);
            if (crossingsAround(row) < before) {
              changed = true;
            } else {
              swap(here, index);
            }
          }
        }
      }
      if (!changed) {
        return;
      }
    }
  }

  private boolean single(int column) {
    return columns.spans.get(column)[0] == columns.spans.get(column)[1];
  }

  private static void swap(List<Integer> row, int index) {
    int left = row.get(index);
    row.set(index, row.get(index + 1));
    row.set(index + 1, left);
  }

  private long crossingsAround(int row) {
    return (row > 0 ? crossingsBelow(row - 1) : 0)
        + (row + 1 < columns.rows ? crossingsBelow(row) : 0);
  }

  private long crossings() {
    long sum = 0;
    for (int row = 0; row + 1 < columns.rows; row++) {
      sum += crossingsBelow(row);
    }
    return sum;
  }

  private long crossingsBelow(int row) {
    List<double[]> lines = new ArrayList<>();
    number(rows.get(row + 1));
    double[] lower = new double[columns.count()];
    for (int column : rows.get(row + 1)) {
      lower[column] = position[column];
    }
    number(rows.get(row));
    for (int column : rows.get(row)) {
      if (columns.spans.get(column)[1] > row) {
        lines.add(new double[] {position[column], lower[column], columns.isTall(column) ? 1 : 0});
      } else {
        for (LayoutColumns.Step step : columns.below.get(column)) {
          lines.add(
              new double[] {
                position[column] + 0.9 * step.upperAt() / columns.widths.get(column),
                lower[step.lower()] + 0.9 * step.lowerAt() / columns.widths.get(step.lower()),
                0
              });
        }
      }
    }
    long sum = 0;
    for (int one = 0; one < lines.size(); one++) {
      double[] a = lines.get(one);
      for (int two = one + 1; two < lines.size(); two++) {
        double[] b = lines.get(two);
        if ((a[0] - b[0]) * (a[1] - b[1]) < 0) {
          sum += a[2] + b[2] > 0 ? THROUGH_BOX : 1;
        }
      }
    }
    return sum;
  }

  private static List<List<Integer>> copy(List<List<Integer>> rows) {
    List<List<Integer>> made = new ArrayList<>();
    for (List<Integer> row : rows) {
      made.add(new ArrayList<>(row));
    }
    return made;
  }
}
