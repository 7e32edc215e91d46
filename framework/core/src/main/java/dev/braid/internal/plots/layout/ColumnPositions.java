package dev.braid.internal.plots.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Computes the center of each column so that bends are minimal and neighbors keep their distance.
 *
 * <p>The sum of bends is minimized exactly; then chains of boxes move to the middle of their free
 * range, which makes branches symmetric.
 */
final class ColumnPositions {
  private static final int BOX_GAP = 28;
  private static final int LINE_GAP = 14;
  private static final int PASSES = 6;

  private final LayoutColumns columns;
  private final List<int[]> apart = new ArrayList<>();
  private final List<List<int[]>> apartOf = new ArrayList<>();
  private int[] middle;

  ColumnPositions(LayoutColumns columns, List<List<Integer>> rows) {
    this.columns = columns;
    for (int column = 0; column < columns.count(); column++) {
      apartOf.add(new ArrayList<>());
    }
    Set<Long> known = new HashSet<>();
    for (List<Integer> row : rows) {
      for (int index = 0; index + 1 < row.size(); index++) {
        int left = row.get(index);
        int right = row.get(index + 1);
        if (known.add((long) left * columns.count() + right)) {
          int[] pair = {left, right, distance(left, right)};
          apart.add(pair);
          apartOf.get(left).add(pair);
          apartOf.get(right).add(pair);
        }
      }
    }
  }

  private int distance(int left, int right) {
    int gap = columns.isLine(left) || columns.isLine(right) ? LINE_GAP : BOX_GAP;
    return (columns.widths.get(left) + columns.widths.get(right)) / 2 + gap;
  }

  int[] middles() {
    int count = columns.count();
    int steps = columns.steps.size();
    NetworkSimplex best = new NetworkSimplex(count + steps + 1);
    for (int column = 0; column < count; column++) {
      best.arc(count + steps, column, 0, 0);
    }
    for (int[] pair : apart) {
      best.arc(pair[0], pair[1], pair[2], 0);
    }
    for (int index = 0; index < steps; index++) {
      LayoutColumns.Step step = columns.steps.get(index);
      int shift = step.lowerAt() - step.upperAt();
      best.arc(count + index, step.upper(), Math.max(0, shift), step.weight());
      best.arc(count + index, step.lower(), Math.max(0, -shift), step.weight());
      best.arc(count + steps, count + index, -1_000_000, 0);
    }
    middle = Arrays.copyOf(best.solve(), count);
    center();
    return middle;
  }

  private void center() {
    int[] block = blocks();
    List<List<Integer>> members = new ArrayList<>();
    for (int column = 0; column < block.length; column++) {
      members.add(new ArrayList<>());
    }
    for (int column = 0; column < block.length; column++) {
      members.get(block[column]).add(column);
    }
    for (int pass = 0; pass < PASSES; pass++) {
      boolean moved = false;
      for (int step = 0; step < members.size(); step++) {
        List<Integer> group = members.get(pass % 2 == 0 ? step : members.size() - 1 - step);
        moved |= !group.isEmpty() && center(group, block);
      }
      if (!moved) {
        return;
      }
    }
  }

  /** Groups columns that are straight below each other without other lines between them. */
  private int[] blocks() {
    int[] block = new int[columns.count()];
    Arrays.setAll(block, column -> column);
    for (LayoutColumns.Step step : columns.steps) {
      boolean alone =
          columns.below.get(step.upper()).size() == 1
              && columns.above.get(step.lower()).size() == 1;
      if (alone && bend(step) == 0) {
        int from = block[step.lower()];
        int to = block[step.upper()];
        for (int column = 0; column < block.length; column++) {
          if (block[column] == from) {
            block[column] = to;
          }
        }
      }
    }
    return block;
  }

  /** Returns the horizontal distance from the upper to the lower end. */
  private int bend(LayoutColumns.Step step) {
    return middle[step.lower()] + step.lowerAt() - middle[step.upper()] - step.upperAt();
  }

  private boolean center(List<Integer> group, int[] block) {
    int own = block[group.get(0)];
    long least = Integer.MIN_VALUE;
    long most = Integer.MAX_VALUE;
    List<int[]> pulls = new ArrayList<>();
    for (int column : group) {
      for (int[] pair : apartOf.get(column)) {
        int slack = middle[pair[1]] - middle[pair[0]] - pair[2];
        if (block[pair[0]] != own) {
          least = Math.max(least, -slack);
        } else if (block[pair[1]] != own) {
          most = Math.min(most, slack);
        }
      }
      for (LayoutColumns.Step step : columns.below.get(column)) {
        if (block[step.lower()] != own) {
          pulls.add(new int[] {bend(step), step.weight()});
        }
      }
      for (LayoutColumns.Step step : columns.above.get(column)) {
        if (block[step.upper()] != own) {
          pulls.add(new int[] {-bend(step), step.weight()});
        }
      }
    }
    if (pulls.isEmpty()) {
      return false;
    }
    pulls.sort((a, b) -> Integer.compare(a[0], b[0]));
    long total = pulls.stream().mapToLong(pull -> pull[1]).sum();
    long passed = 0;
    for (int index = 0; index < pulls.size(); index++) {
      passed += pulls.get(index)[1];
      if (2 * passed >= total) {
        long from = pulls.get(index)[0];
        long to = 2 * passed == total ? pulls.get(index + 1)[0] : from;
        long shift = Math.max(least, Math.min(most, Math.floorDiv(from + to, 2)));
        for (int column : group) {
          middle[column] += (int) shift;
        }
        return shift != 0;
      }
    }
    return false;
  }
}
