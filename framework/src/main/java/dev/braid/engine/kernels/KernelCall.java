package dev.braid.engine.kernels;

import dev.braid.engine.fast.Floats;
import dev.braid.graph.LayerState;
import dev.braid.graph.WeightCell;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One run of a kernel: the weights it sees, where gradients go, and what it keeps for the way back.
 */
public final class KernelCall {
  /** Where the weights of a graph are. */
  public interface Weights {
    INDArray array(WeightCell cell);

    /** The same for one who reads these rows alone. */
    default INDArray rows(WeightCell cell, int... rows) {
      return array(cell);
    }
  }

  /** Takes work that need not be done at once. */
  @FunctionalInterface
  public interface Later {
    void add(Runnable work);

    default void finish() {
      // nothing waits where work is done at once
    }
  }

  /** Takes gradients of weights. */
  public interface Gradients {
    void add(WeightCell cell, INDArray gradient);

    /** Where this step's gradient of a weight belongs if there is none yet, else null. */
    default INDArray place(WeightCell cell) {
      return null;
    }

    /**
     * Where this step's gradient of some rows belongs; null where a whole gradient is wanted.
     *
     * @param rows in order, none twice
     */
    default RowPlace rows(WeightCell cell, int... rows) {
      return null;
    }
  }

  /**
   * Where the gradient of some rows belongs.
   *
   * @param values rows one after the other
   * @param at the number of each asked-for row among them; null where they are those alone
   * @param holds whether there are numbers to add to, else all are to be written
   */
  public record RowPlace(Floats values, int[] at, boolean holds) {
    /** The number of an asked-for row. */
    public int of(int row) {
      return at == null ? row : at[row];
    }
  }

  /** A new value for a weight that gradients don't touch. */
  public record Assignment(WeightCell cell, INDArray value) {}

  private final Weights weights;
  private final Gradients gradients;
  private final boolean training;
  private final boolean[] wanted;
  private final long seed;
  private final List<Assignment> assignments = new ArrayList<>();
  private final Map<WeightCell, INDArray> places = new HashMap<>();
  private final Deque<Runnable> undoing = new ArrayDeque<>();
  private Later later = Runnable::run;
  private boolean reluFollows;
  private boolean tookRelu;
  private Object kept;
  private double addedLoss;
  private boolean addsLoss;

  /**
   * A run.
   *
   * @param gradients null where there is no way back
   * @param wanted for each input whether its gradient is asked for
   * @param seed chance of this step and this layer
   */
  public KernelCall(
      Weights weights, Gradients gradients, boolean training, boolean[] wanted, long seed) {
    this.weights = weights;
    this.gradients = gradients;
    this.training = training;
    this.wanted = wanted;
    this.seed = seed;
  }

  /**
   * Lets small work be done together with that of other layers, in any thread.
   *
   * <p>Whoever runs the kernel sees to it that it is done before anybody reads what it writes.
   *
   * @param collector takes the work
   */
  public void collect(Later collector) {
    later = collector;
  }

  /** Does work now, or soon; it takes no memory of the step and shares nothing out. */
  public void later(Runnable work) {
    later.add(work);
  }

  /** Tells the kernel that nothing but a relu reads its result. */
  public void reluFollows() {
    reluFollows = true;
  }

  /** True where the kernel is to do the relu that follows on its result itself, and so has to. */
  public boolean takeRelu() {
    tookRelu = reluFollows;
    return tookRelu;
  }

  /** Whether the result is that of the relu that follows. */
  public boolean tookRelu() {
    return tookRelu;
  }

  /** The weight, or what this call has assigned to it already. */
  public INDArray weight(WeightCell cell) {
    for (int i = assignments.size() - 1; i >= 0; i--) {
      if (assignments.get(i).cell() == cell) {
        return assignments.get(i).value();
      }
    }
    return weights.array(cell);
  }

  /** A weight of which only these rows are read: the others may not be up to date. */
  public INDArray rows(WeightCell cell, int... rows) {
    return weights.rows(cell, rows);
  }

  /** Where a kernel may write the gradient of some rows, or null; see {@link Gradients#rows}. */
  public RowPlace rowPlace(WeightCell cell, int... rows) {
    return gradients.rows(cell, rows);
  }

  public void gradient(WeightCell cell, INDArray gradient) {
    // an earlier part of it may wait to be written
    later.finish();
    gradients.add(cell, gradient);
  }

  /**
   * Where a kernel may write a gradient itself instead of handing over a copy, or null.
   *
   * <p>What is there is old; all of it must be written, and {@link #placed} called.
   */
  public INDArray place(WeightCell cell) {
    INDArray place = gradients.place(cell);
    if (place != null) {
      places.put(cell, place);
    }
    return place;
  }

  /** Hands over a gradient that perhaps stands in its place already. */
  public void placed(WeightCell cell, INDArray gradient) {
    if (places.remove(cell) != gradient) {
      gradient(cell, gradient);
    }
  }

  /** True where layers behave as in training: dropout drops, statistics are gathered. */
  public boolean training() {
    return training;
  }

  /** True where there will be a way back. */
  public boolean remembers() {
    return gradients != null;
  }

  public boolean wants(int input) {
    return remembers() && wanted[input];
  }

  public long seed() {
    return seed;
  }

  public void keep(Object state) {
    kept = state;
  }

  public Object kept() {
    return kept;
  }

  /** Changes a statistic once the step is known to be good. */
  public void assign(WeightCell cell, INDArray value) {
    assignments.add(new Assignment(cell, value));
  }

  public List<Assignment> assignments() {
    return assignments;
  }

  /** Lets a layer go on from these arrays at its next call. */
  public void carry(LayerState owner, List<INDArray> values) {
    List<?> before = owner.memory();
    undoing.push(() -> owner.memory(before));
    try (MemoryWorkspace ignored = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      owner.memory(values.stream().map(value -> value.dup('c')).toList());
    }
  }

  /** Takes back what was carried, since the step was no good. */
  public void undo() {
    undoing.forEach(Runnable::run);
  }

  /** Adds to the loss of the step. */
  public void addLoss(double loss) {
    addedLoss += loss;
    addsLoss = true;
  }

  /** Whether a loss was added, which may be 0 and still have a gradient. */
  public boolean addsLoss() {
    return addsLoss;
  }

  public double addedLoss() {
    return addedLoss;
  }
}
