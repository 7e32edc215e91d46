package dev.braid.internal.engine.kernels;

import dev.braid.Layer;
import dev.braid.internal.compute.Floats;
import dev.braid.internal.graph.WeightCell;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One run of a kernel: the weights that it reads, the target of gradients, and the state saved for
 * the backward pass.
 */
public final class KernelCall {
  /** Reads the weights of a graph. */
  public interface Weights {
    INDArray array(WeightCell cell);

    /** Returns a weight for reading the given rows only; the others may not be up to date. */
    default INDArray rows(WeightCell cell, int... rows) {
      return array(cell);
    }
  }

  /** Collects work that may be done later. */
  @FunctionalInterface
  public interface WorkCollector {
    void add(Runnable work);

    /** Does all work that was collected. */
    default void finish() {
      // by default work is done at once
    }
  }

  /** Receives gradients of weights. */
  public interface Gradients {
    void add(WeightCell cell, INDArray gradient);

    /** Returns the array for a weight's gradient if this step has none yet, otherwise null. */
    default INDArray claimGradient(WeightCell cell) {
      return null;
    }

    /**
     * Returns the target for a gradient of some rows; null if a gradient of the whole is required.
     *
     * @param rows distinct rows in ascending order
     */
    default RowTarget claimRows(WeightCell cell, int... rows) {
      return null;
    }
  }

  /**
   * The target of a gradient of some rows.
   *
   * @param values the rows, contiguous
   * @param indices the index of each requested row among the values; null if they are the same
   * @param accumulates whether gradients are added to the values; otherwise they replace them
   */
  public record RowTarget(Floats values, int[] indices, boolean accumulates) {
    /** Returns the index of a requested row among the values. */
    public int of(int row) {
      return indices == null ? row : indices[row];
    }
  }

  /** A new value of a weight that is not changed by gradients. */
  public record Assignment(WeightCell cell, INDArray value) {}

  private final Weights weights;
  private final Gradients gradients;
  private final boolean training;
  private final boolean[] requiredGradients;
  private final long seed;
  private final CarriedStates states;
  private final List<Assignment> assignments = new ArrayList<>();
  private final Map<WeightCell, INDArray> claimed = new HashMap<>();
  private WorkCollector collector = Runnable::run;
  private boolean reluOffered;
  private boolean reluFused;
  private Object saved;
  private double addedLoss;
  private boolean addsLoss;

  /**
   * Creates a call.
   *
   * @param gradients the target of gradients, or null without a backward pass
   * @param requiredGradients whether the gradient is required, by input
   * @param seed the seed of this layer's random draws in this step
   * @param states the states that layers carry from batch to batch
   */
  public KernelCall(
      Weights weights,
      Gradients gradients,
      boolean training,
      boolean[] requiredGradients,
      long seed,
      CarriedStates states) {
    this.weights = weights;
    this.gradients = gradients;
    this.training = training;
    this.requiredGradients = requiredGradients;
    this.seed = seed;
    this.states = states;
  }

  /**
   * Sets a collector, so that small work can be done together with that of other layers.
   *
   * <p>The caller ensures that the work is done before its results are read.
   */
  public void deferTo(WorkCollector other) {
    collector = other;
  }

  /** Does work now or later, in any thread; it must not take arrays or run parallel loops. */
  public void defer(Runnable work) {
    collector.add(work);
  }

  /** Offers the kernel to apply a relu, which is the only reader of its result. */
  public void offerRelu() {
    reluOffered = true;
  }

  /**
   * Accepts the following relu if it was offered.
   *
   * @return whether the kernel has to apply it to its result
   */
  public boolean fuseRelu() {
    reluFused = reluOffered;
    return reluFused;
  }

  /** Returns whether the kernel has applied the following relu. */
  public boolean hasFusedRelu() {
    return reluFused;
  }

  /** Returns the weight, or the value that this call has assigned to it. */
  public INDArray weight(WeightCell cell) {
    for (int i = assignments.size() - 1; i >= 0; i--) {
      if (assignments.get(i).cell() == cell) {
        return assignments.get(i).value();
      }
    }
    return weights.array(cell);
  }

  /** Returns a weight for reading the given rows only; the others may not be up to date. */
  public INDArray rows(WeightCell cell, int... rows) {
    return weights.rows(cell, rows);
  }

  /** Returns the target for a gradient of some rows, or null; see {@link Gradients}. */
  public RowTarget claimRows(WeightCell cell, int... rows) {
    return gradients.claimRows(cell, rows);
  }

  /** Adds a gradient of a weight. */
  public void gradient(WeightCell cell, INDArray gradient) {
    // an earlier gradient of the weight may be deferred
    collector.finish();
    gradients.add(cell, gradient);
  }

  /**
   * Claims the array of a weight's gradient, which saves a copy.
   *
   * <p>The kernel has to write all of it and then call {@link #commitGradient}.
   *
   * @return the array, or null if there is a gradient to which another one must be added
   */
  public INDArray claimGradient(WeightCell cell) {
    INDArray target = gradients.claimGradient(cell);
    if (target != null) {
      claimed.put(cell, target);
    }
    return target;
  }

  /** Adds a gradient, unless it was written into the claimed array. */
  public void commitGradient(WeightCell cell, INDArray gradient) {
    if (claimed.remove(cell) != gradient) {
      gradient(cell, gradient);
    }
  }

  /** Returns whether layers behave as in training: dropout is active, statistics are updated. */
  public boolean training() {
    return training;
  }

  /** Returns whether a backward pass follows. */
  public boolean hasBackwardPass() {
    return gradients != null;
  }

  /** Returns whether the backward pass has to compute the gradient of an input. */
  public boolean requiresGradient(int input) {
    return hasBackwardPass() && requiredGradients[input];
  }

  /** Returns the seed of this layer's random draws in this step. */
  public long seed() {
    return seed;
  }

  /** Saves the state that the backward pass reads. */
  public void save(Object state) {
    saved = state;
  }

  /** Returns the state that the forward pass has saved. */
  public Object saved() {
    return saved;
  }

  /** Changes a statistic after the step was found to be finite. */
  public void assign(WeightCell cell, INDArray value) {
    assignments.add(new Assignment(cell, value));
  }

  public List<Assignment> assignments() {
    return assignments;
  }

  /** Returns the state that a layer continues from; empty at first. */
  public List<INDArray> carried(Layer owner) {
    return states.of(owner);
  }

  /** Sets the state that a layer continues from at its next call. */
  public void carry(Layer owner, List<INDArray> values) {
    states.set(owner, values);
  }

  /** Adds to the loss of the step. */
  public void addLoss(double loss) {
    addedLoss += loss;
    addsLoss = true;
  }

  /** Returns whether a loss was added, which may be 0 and have a gradient. */
  public boolean addsLoss() {
    return addsLoss;
  }

  public double addedLoss() {
    return addedLoss;
  }
}
