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
 * One run of a kernel: the weights it reads, where gradients go, and what it saves for the backward
 * pass.
 */
public final class KernelCall {
  /** Reads the weights of a graph. */
  public interface Weights {
    INDArray array(WeightCell cell);

    /** The weight of which only the given rows are read: the others may not be up to date. */
    default INDArray rows(WeightCell cell, int... rows) {
      return array(cell);
    }
  }

  /** Collects work that need not be done at once. */
  @FunctionalInterface
  public interface WorkCollector {
    void add(Runnable work);

    /** Does all work that was collected. */
    default void finish() {
      // nothing waits where work is done at once
    }
  }

  /** Receives gradients of weights. */
  public interface Gradients {
    void add(WeightCell cell, INDArray gradient);

    /** The final place of a weight's gradient if this step has none yet, else null. */
    default INDArray claimGradient(WeightCell cell) {
      return null;
    }

    /**
     * The place of the gradient of some rows; null where a whole gradient is required.
     *
     * @param rows in order, none twice
     */
    default RowTarget claimRows(WeightCell cell, int... rows) {
      return null;
    }
  }

  /**
   * The place of the gradient of some rows.
   *
   * @param values rows one after the other
   * @param at the index of each requested row among them; null where they are those alone
   * @param holds true where gradients are added to what is there, else all are to be written
   */
  public record RowTarget(Floats values, int[] at, boolean holds) {
    /** The index of a requested row among the values. */
    public int of(int row) {
      return at == null ? row : at[row];
    }
  }

  /** A new value for a weight that gradients don't change. */
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
   * A run that has not begun.
   *
   * @param gradients null where there is no backward pass
   * @param requiredGradients for each input whether its gradient is required
   * @param seed where the random draws of this layer in this step start
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
   * Lets small work be done together with that of other layers, in any thread.
   *
   * <p>Whoever runs the kernel makes sure that it is done before anything reads what it writes.
   */
  public void deferTo(WorkCollector other) {
    collector = other;
  }

  /** Does work now or later; it takes no arrays of the step and runs no parallel loops. */
  public void defer(Runnable work) {
    collector.add(work);
  }

  /** Tells the kernel that nothing but a relu reads its result. */
  public void offerRelu() {
    reluOffered = true;
  }

  /**
   * Takes over the relu that follows, if one was offered.
   *
   * @return true where the kernel now has to apply it to its result
   */
  public boolean fuseRelu() {
    reluFused = reluOffered;
    return reluFused;
  }

  /** True where the kernel has applied the relu that follows. */
  public boolean hasFusedRelu() {
    return reluFused;
  }

  /** The weight, or what this call has assigned to it. */
  public INDArray weight(WeightCell cell) {
    for (int i = assignments.size() - 1; i >= 0; i--) {
      if (assignments.get(i).cell() == cell) {
        return assignments.get(i).value();
      }
    }
    return weights.array(cell);
  }

  /** The weight of which only the given rows are read: the others may not be up to date. */
  public INDArray rows(WeightCell cell, int... rows) {
    return weights.rows(cell, rows);
  }

  /** Where a kernel may write the gradient of some rows, or null; see {@link Gradients}. */
  public RowTarget claimRows(WeightCell cell, int... rows) {
    return gradients.claimRows(cell, rows);
  }

  /** Adds a gradient of a weight. */
  public void gradient(WeightCell cell, INDArray gradient) {
    // an earlier part of it may wait to be written
    collector.finish();
    gradients.add(cell, gradient);
  }

  /**
   * Claims the final place of a weight's gradient, which saves a copy.
   *
   * <p>The kernel has to write all of it and then call {@link #commitGradient}.
   *
   * @return null where there is a gradient already, to which another one is to be added
   */
  public INDArray claimGradient(WeightCell cell) {
    INDArray target = gradients.claimGradient(cell);
    if (target != null) {
      claimed.put(cell, target);
    }
    return target;
  }

  /** Adds a gradient, unless it is in its final place because that was claimed. */
  public void commitGradient(WeightCell cell, INDArray gradient) {
    if (claimed.remove(cell) != gradient) {
      gradient(cell, gradient);
    }
  }

  /** True where layers behave as in training: dropout drops, statistics are gathered. */
  public boolean training() {
    return training;
  }

  /** True where a backward pass follows. */
  public boolean hasBackwardPass() {
    return gradients != null;
  }

  /** True where the backward pass has to give the gradient of an input. */
  public boolean requiresGradient(int input) {
    return hasBackwardPass() && requiredGradients[input];
  }

  /** Where the random draws of this layer in this step start. */
  public long seed() {
    return seed;
  }

  /** Saves what the backward pass reads. */
  public void save(Object state) {
    saved = state;
  }

  /** What the forward pass has saved. */
  public Object saved() {
    return saved;
  }

  /** Changes a statistic once the step is known to be finite. */
  public void assign(WeightCell cell, INDArray value) {
    assignments.add(new Assignment(cell, value));
  }

  public List<Assignment> assignments() {
    return assignments;
  }

  /** Returns the state that a layer continues from, empty at first. */
  public List<INDArray> carried(Layer owner) {
    return states.of(owner);
  }

  /** Carries a layer's state over to its next call. */
  public void carry(Layer owner, List<INDArray> values) {
    states.set(owner, values);
  }

  /** Adds to the loss of the step. */
  public void addLoss(double loss) {
    addedLoss += loss;
    addsLoss = true;
  }

  /** True where a loss was added, which may be 0 and still have a gradient. */
  public boolean addsLoss() {
    return addsLoss;
  }

  public double addedLoss() {
    return addedLoss;
  }
}
