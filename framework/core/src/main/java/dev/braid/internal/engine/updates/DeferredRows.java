package dev.braid.internal.engine.updates;

import dev.braid.internal.engine.graph.RowGradient;
import dev.braid.internal.engine.graph.WeightStore;
import dev.braid.internal.threads.GrainSize;
import dev.braid.internal.threads.Workers;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A table whose rows take their steps when somebody reads them.
 *
 * <p>Most rows of a large table get no gradient in a step, yet optimizers with a memory move them
 * all. Here each row takes every step with the same numbers and in the same order, to the bit, but
 * the steps that it waited for are taken together, on one way through memory instead of one each.
 * Rows that never had a gradient don't move, and are never looked at.
 */
final class DeferredRows implements WeightStore.Pending {
  /** So many steps rows wait at most, so that what is kept of the steps stays small. */
  private static final int LONGEST = 128;

  /** The next step of a row that had no gradient yet. */
  private static final int STILL = Integer.MAX_VALUE;

  private final FusedStep step;
  private final int from;
  private final int width;
  private final float[] starts;
  private final Consumer<Runnable> changing;
  private final List<FusedStep.Change> steps = new ArrayList<>();
  private final int[] next;
  private volatile boolean waiting;

  /**
   * A table in which no row waits.
   *
   * @param from where it begins in the flat vectors
   * @param starts what each slot held before the first step
   * @param still whether no row has had a gradient yet
   * @param changing runs what changes weights while no other thread reads them
   */
  DeferredRows(
      FusedStep step,
      int from,
      int rows,
      int width,
      float[] starts,
      boolean still,
      Consumer<Runnable> changing) {
    this.step = step;
    this.from = from;
    this.width = width;
    this.starts = starts;
    this.changing = changing;
    next = new int[rows];
    Arrays.fill(next, still ? STILL : 0);
  }

  /** Takes a step with the rows that have a gradient; it waits for the others. */
  void add(FusedStep.Change change, RowGradient given) {
    int[] rows = given.rows();
    catchUp(rows);
    int now = steps.size();
    steps.add(change);
    if (!rests(change)) {
      wake(now);
    }
    FloatBuffer values = given.values().buffer();
    over(
        rows,
        (block, low, high, column, length) -> {
          for (int i = low; i < high; i++) {
            block.gradient(values, i * width + column, (i - low) * length, length);
          }
          block.run(change, (high - low) * length);
        });
    for (int row : rows) {
      next[row] = now + 1;
    }
    waiting = true;
    if (steps.size() == LONGEST) {
      settle();
    }
  }

  /** Whether a step leaves alone what has no gradient and never had one. */
  private boolean rests(FusedStep.Change change) {
    float[] weight = {1};
    float[][] slots = new float[starts.length][1];
    for (int i = 0; i < starts.length; i++) {
      slots[i][0] = starts[i];
    }
    change.run(weight, new float[1], slots, 1);
    boolean same = change.decay() == 0 && weight[0] == 1;
    for (int i = 0; i < starts.length; i++) {
      same &= slots[i][0] == starts[i];
    }
    return same;
  }

  /** Counts all rows as having had a gradient: someone wrote to the slots. */
  void wake() {
    settle();
    wake(0);
  }

  private void wake(int now) {
    for (int row = 0; row < next.length; row++) {
      if (next[row] == STILL) {
        next[row] = now;
      }
    }
  }

  @Override
  public boolean waits() {
    return waiting;
  }

  @Override
  public void settle() {
    if (waiting) {
      changing.accept(
          () -> {
            catchUp(IntStream.range(0, next.length).toArray());
            for (int row = 0; row < next.length; row++) {
              next[row] = next[row] == STILL ? STILL : 0;
            }
            steps.clear();
            waiting = false;
          });
    }
  }

  @Override
  public void settle(int... rows) {
    if (waiting) {
      changing.accept(() -> catchUp(rows));
    }
  }

  private void catchUp(int... rows) {
    int[] behind = byNextStep(rows);
    over(
        behind,
        (block, low, high, column, length) -> {
          int count = 0;
          for (int number = next[behind[low]]; number < steps.size(); number++) {
            while (count < high - low && next[behind[low + count]] <= number) {
              count++;
            }
            // the first rows begin, and others join at the step that they are at
            block.noGradient(count * length);
            block.run(steps.get(number), count * length);
          }
        });
    for (int row : behind) {
      next[row] = steps.size();
    }
  }

  /** Work on columns of the rows [low, high) of a list, which lie side by side in a block. */
  @FunctionalInterface
  private interface Work {
    void run(FusedStep.Block block, int low, int high, int column, int length);
  }

  private void over(int[] rows, Work work) {
    int together = Math.max(1, FusedStep.BLOCK / width);
    Workers.parallelForPieces(
        rows.length,
        GrainSize.COMPUTED_ELEMENTS.items(width),
        (low, high) -> {
          FusedStep.Block block = step.block();
          for (int at = low; at < high; at += together) {
            int end = Math.min(high, at + together);
            for (int column = 0; column < width; column += FusedStep.BLOCK) {
              int length = Math.min(FusedStep.BLOCK, width - column);
              for (int i = at; i < end; i++) {
                step.load(block, from + rows[i] * width + column, (i - at) * length, length);
              }
              work.run(block, at, end, column, length);
              for (int i = at; i < end; i++) {
                step.store(block, from + rows[i] * width + column, (i - at) * length, length);
              }
            }
          }
        });
  }

  /** The rows that have steps to take; those that waited longest come first. */
  private int[] byNextStep(int... rows) {
    int now = steps.size();
    int[] places = new int[now + 1];
    for (int row : rows) {
      if (next[row] < now) {
        places[next[row] + 1]++;
      }
    }
    for (int i = 1; i <= now; i++) {
      places[i] += places[i - 1];
    }
    int[] behind = new int[places[now]];
    for (int row : rows) {
      if (next[row] < now) {
        behind[places[next[row]]++] = row;
      }
    }
    return behind;
  }
}
