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
 * The table of an embedding whose rows defer their optimizer steps until they are read.
 *
 * <p><b>Idea.</b> A step has a gradient for few rows of a large table, yet optimizers with momentum
 * change all of them, which takes most of the step's time. So only the rows with a gradient are
 * updated at once, and the step is appended to a list for the others. Before a row is read or has a
 * gradient again, it is updated by all steps that it deferred, in one pass through memory instead
 * of one per step.
 *
 * <p><b>Correctness.</b> A rule changes each element only by its own weight, gradient and slots
 * ({@link FusedRule}), and a {@link FusedStep.Change} holds everything else that it depends on:
 * rate, number of the step, clipping, decay. So each row is updated by the same steps in the same
 * order with the same values as without deferral, with gradient 0 where it did not occur; the
 * results are bitwise equal. "Lazy" optimizers (LazyAdam, PyTorch's SparseAdam) differ: they skip
 * steps without a gradient.
 *
 * <p><b>Invariant.</b> {@code nextStep[row]} is the first step of the list that a row has not
 * applied, or {@link #UNTOUCHED} while the row has never had a gradient and the rule does not
 * change such rows, which is tested on one element ({@link #leavesUntouched}). A step that would
 * change them makes all rows ordinary ones.
 *
 * <p><b>When deferred steps are applied.</b> Code that reads the weight first requests its rows
 * ({@link WeightStore.Pending}). Changes run under the model's lock, so that readers in other
 * threads see rows of one step. Every {@link #MAX_STEPS} steps all rows are updated, which bounds
 * the list.
 *
 * <p><b>Cost.</b> A step costs the rows that occur, each with its deferred steps; rows are sorted
 * by their next step (counting sort), so that each step runs over one range of a block. Reference:
 * Carpenter, Lazy Sparse Stochastic Gradient Descent for Regularized Multinomial Logistic
 * Regression, 2008.
 */
final class DeferredRows implements WeightStore.Pending {
  /** The maximum length of the list of deferred steps. */
  private static final int MAX_STEPS = 128;

  /** The next step of a row that has had no gradient and does not change before it has one. */
  private static final int UNTOUCHED = Integer.MAX_VALUE;

  private final FusedStep step;
  private final int from;
  private final int width;
  private final float[] initialSlots;
  private final Consumer<Runnable> exclusive;
  private final List<FusedStep.Change> steps = new ArrayList<>();
  private final int[] nextStep;
  private volatile boolean pending;

  /**
   * Creates a table without deferred steps.
   *
   * @param from the offset of the table in the flat vectors
   * @param initialSlots the values of the slots before the first step
   * @param untouched whether no row has had a gradient yet
   * @param exclusive runs code that changes weights while no other thread reads them
   */
  DeferredRows(
      FusedStep step,
      int from,
      int rows,
      int width,
      float[] initialSlots,
      boolean untouched,
      Consumer<Runnable> exclusive) {
    this.step = step;
    this.from = from;
    this.width = width;
    this.initialSlots = initialSlots;
    this.exclusive = exclusive;
    nextStep = new int[rows];
    Arrays.fill(nextStep, untouched ? UNTOUCHED : 0);
  }

  /** Applies a step to the rows that have a gradient and defers it for the others. */
  void add(FusedStep.Change change, RowGradient gradient) {
    int[] rows = gradient.rows();
    catchUp(rows);
    int stepIndex = steps.size();
    steps.add(change);
    if (!leavesUntouched(change)) {
      touchAll(stepIndex);
    }
    FloatBuffer values = gradient.values().buffer();
    forEachBlock(
        rows,
        (block, low, high, column, length) -> {
          for (int i = low; i < high; i++) {
            block.gradient(values, i * width + column, (i - low) * length, length);
          }
          block.run(change, (high - low) * length);
        });
    for (int row : rows) {
      nextStep[row] = stepIndex + 1;
    }
    pending = true;
    if (steps.size() == MAX_STEPS) {
      settle();
    }
  }

  /** Returns whether a step does not change elements that have never had a gradient. */
  private boolean leavesUntouched(FusedStep.Change change) {
    float[] weight = {1};
    float[][] slots = new float[initialSlots.length][1];
    for (int i = 0; i < initialSlots.length; i++) {
      slots[i][0] = initialSlots[i];
    }
    change.run(weight, new float[1], slots, 1);
    boolean same = change.decay() == 0 && weight[0] == 1;
    for (int i = 0; i < initialSlots.length; i++) {
      same &= slots[i][0] == initialSlots[i];
    }
    return same;
  }

  /** Treats all rows as having had a gradient, since their slots are written. */
  void touchAll() {
    settle();
    touchAll(0);
  }

  private void touchAll(int stepIndex) {
    for (int row = 0; row < nextStep.length; row++) {
      if (nextStep[row] == UNTOUCHED) {
        nextStep[row] = stepIndex;
      }
    }
  }

  @Override
  public boolean isPending() {
    return pending;
  }

  @Override
  public void settle() {
    if (pending) {
      exclusive.accept(
          () -> {
            catchUp(IntStream.range(0, nextStep.length).toArray());
            for (int row = 0; row < nextStep.length; row++) {
              nextStep[row] = nextStep[row] == UNTOUCHED ? UNTOUCHED : 0;
            }
            steps.clear();
            pending = false;
          });
    }
  }

  @Override
  public void settle(int... rows) {
    if (pending) {
      exclusive.accept(() -> catchUp(rows));
    }
  }

  private void catchUp(int... rows) {
    int[] deferred = byNextStep(rows);
    forEachBlock(
        deferred,
        (block, low, high, column, length) -> {
          int count = 0;
          for (int index = nextStep[deferred[low]]; index < steps.size(); index++) {
            while (count < high - low && nextStep[deferred[low + count]] <= index) {
              count++;
            }
            // rows are sorted by their next step: each joins the block at that step
            block.noGradient(count * length);
            block.run(steps.get(index), count * length);
          }
        });
    for (int row : deferred) {
      nextStep[row] = steps.size();
    }
  }

  /** Work on columns of the rows [low, high) of a list, which are adjacent in a block. */
  @FunctionalInterface
  private interface Work {
    void run(FusedStep.Block block, int low, int high, int column, int length);
  }

  private void forEachBlock(int[] rows, Work work) {
    int rowsPerBlock = Math.max(1, FusedStep.BLOCK / width);
    Workers.parallelForPieces(
        rows.length,
        GrainSize.COMPUTED_ELEMENTS.items(width),
        (low, high) -> {
          FusedStep.Block block = step.block();
          for (int at = low; at < high; at += rowsPerBlock) {
            int end = Math.min(high, at + rowsPerBlock);
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

  /** Returns the rows with deferred steps, sorted by their next step. */
  private int[] byNextStep(int... rows) {
    int stepIndex = steps.size();
    int[] offsets = new int[stepIndex + 1];
    for (int row : rows) {
      if (nextStep[row] < stepIndex) {
        offsets[nextStep[row] + 1]++;
      }
    }
    for (int i = 1; i <= stepIndex; i++) {
      offsets[i] += offsets[i - 1];
    }
    int[] deferred = new int[offsets[stepIndex]];
    for (int row : rows) {
      if (nextStep[row] < stepIndex) {
        deferred[offsets[nextStep[row]]++] = row;
      }
    }
    return deferred;
  }
}
