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
 * The table of an embedding whose rows take their steps when something reads them.
 *
 * <p><b>Idea.</b> A step gives a gradient to few rows of a large table, yet optimizers with
 * momentum move all of them, and to do so takes most of the step's time. So a step is taken at once
 * by the rows with a gradient, and put in a list for the others. A row takes the steps that it
 * waited for before it is read or has a gradient again, all in one pass through memory instead of
 * one each.
 *
 * <p><b>Right because</b> a rule changes each element by its own weight, gradient and slots alone
 * ({@link FusedRule}), and a {@link FusedStep.Change} holds all else that it depends on: rate,
 * number of the step, clipping, decay. So each row takes the same steps in the same order with the
 * same numbers as without waiting, with gradient 0 where it did not occur; the results are equal to
 * the bit. That differs from "lazy" optimizers (LazyAdam, PyTorch's SparseAdam), which leave steps
 * without a gradient out.
 *
 * <p><b>Invariant.</b> {@code next[row]} is the first step of the list that a row has yet to take,
 * or {@link #STILL} while it never had a gradient and the rule leaves such rows alone, which is
 * tried out on one element ({@link #rests}). A step that would move them wakes them all.
 *
 * <p><b>Who settles.</b> Whoever reads the weight asks for its rows first ({@link
 * WeightStore.Pending}). Changes run under the model's lock, so that readers in other threads find
 * rows of one step. Every {@link #LONGEST} steps all rows are settled, which bounds the list.
 *
 * <p><b>Cost.</b> A step costs the rows that occur, each with the steps it waited for; rows are
 * sorted by their next step (counting sort), so that each step is run over one range of a block.
 * References: Carpenter, Lazy Sparse Stochastic Gradient Descent for Regularized Multinomial
 * Logistic Regression, 2008.
 */
final class DeferredRows implements WeightStore.Pending {
  /** The most steps that rows wait, so that the list of steps stays short. */
  private static final int LONGEST = 128;

  /** The next step of a row that had no gradient yet and does not move before it has one. */
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

  /** Takes a step with the rows that have a gradient; the others take it later. */
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

  /** True where a step leaves alone what has no gradient and never had one. */
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

  /** Counts all rows as having had a gradient, since their slots were written. */
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
            // rows in the order of their next step: the first begin, others join at theirs
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

  /** The rows that have steps to take, those that waited longest first. */
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
