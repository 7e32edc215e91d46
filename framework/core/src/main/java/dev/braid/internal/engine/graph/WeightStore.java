package dev.braid.internal.engine.graph;

import dev.braid.internal.compute.BlockwiseLoops;
import dev.braid.internal.compute.Floats;
import dev.braid.internal.engine.kernels.KernelCall;
import dev.braid.internal.shapes.Sizes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The weights of one graph as views of its flat vectors of parameters and gradients. */
public final class WeightStore {
  /** Deferred steps of some rows of a weight. */
  public interface Pending {
    /** Returns whether a row has deferred steps. */
    boolean isPending();

    /** Applies the deferred steps of all rows. */
    void settle();

    /** Applies the deferred steps of some rows only. */
    void settle(int... rows);
  }

  /** A weight: its range of the flat vectors. */
  public static final class View implements Supplier<INDArray> {
    private final INDArray array;
    private final long offset;
    private INDArray gradient;
    private RowGradient byRow;
    private boolean rowsOnly;

    /** Whether this step has written a gradient. */
    private boolean hasGradient;

    private Pending pending;

    View(INDArray array, long offset) {
      this.array = array;
      this.offset = offset;
    }

    public INDArray array() {
      settle();
      return array;
    }

    @Override
    public INDArray get() {
      return array();
    }

    /** Returns the weight for reading the given rows only; other rows may have deferred steps. */
    public INDArray arrayFor(int... read) {
      if (pending != null) {
        pending.settle(read);
      }
      return array;
    }

    public long offset() {
      return offset;
    }

    long end() {
      return offset + array.length();
    }

    public INDArray gradient() {
      if (rowsOnly) {
        byRow.expand(Floats.of(gradient));
        rowsOnly = false;
      }
      return gradient;
    }

    /** Returns this step's gradient if it is stored only as rows, otherwise null. */
    public RowGradient rows() {
      return rowsOnly ? byRow : null;
    }

    /** Sets the object that defers steps of rows until they are read. */
    public void setPending(Pending other) {
      settle();
      pending = other;
    }

    private void settle() {
      if (pending != null) {
        pending.settle();
      }
    }

    /** Returns the array for a gradient of the whole weight. */
    private INDArray whole() {
      rowsOnly = false;
      return gradient;
    }

    private KernelCall.RowTarget firstRows(int... rows) {
      byRow.clear();
      rowsOnly = true;
      return byRow.add(rows);
    }
  }

  private final List<View> views = new ArrayList<>();

  /** The weights that have had a gradient of rows, in the order of the flat vectors. */
  private final List<View> tables = new CopyOnWriteArrayList<>();

  /** Adds a weight: the elements of the parameter vector from an index on. */
  public View add(INDArray parameters, long from, long... shape) {
    View view = new View(interval(parameters, from, shape), parameters.offset() + from);
    views.add(view);
    return view;
  }

  /** Sets the array of a weight's gradient: the elements of a vector from an index on. */
  public void setGradient(View view, INDArray gradients, long from) {
    view.gradient = interval(gradients, from, view.array.shape());
  }

  private static INDArray interval(INDArray flat, long from, long... shape) {
    return flat.get(NDArrayIndex.interval(from, from + Sizes.product(shape))).reshape('c', shape);
  }

  /** Starts a step, in which the first gradient of each weight replaces the previous one. */
  public void startStep() {
    for (View view : views) {
      view.hasGradient = false;
    }
  }

  /** Returns whether a gradient is the first of this step for its weight, and records it. */
  private static boolean isFirst(View view) {
    boolean first = !view.hasGradient;
    view.hasGradient = true;
    return first;
  }

  /** Adds a gradient; the first one of a step replaces the previous one. */
  void addGradient(View view, INDArray gradient) {
    if (isFirst(view)) {
      view.whole().assign(gradient);
    } else {
      view.gradient().addi(gradient);
    }
  }

  /** Returns the array to write a gradient to if it is the first of this step, otherwise null. */
  INDArray claimGradient(View view) {
    return isFirst(view) ? view.whole() : null;
  }

  /**
   * Returns the target for a gradient of some rows, or null if this step already has a gradient of
   * the whole weight.
   *
   * @param rows distinct rows in ascending order
   */
  KernelCall.RowTarget claimRows(View view, int... rows) {
    if (view.byRow == null) {
      view.byRow = new RowGradient(Math.toIntExact(view.array.length() / view.array.size(0)));
      tables.add(view);
      tables.sort(Comparator.comparingLong(View::offset));
    }
    if (isFirst(view)) {
      return view.firstRows(rows);
    }
    return view.rowsOnly ? view.byRow.add(rows) : null;
  }

  /** Sets the gradients that no layer wrote in this step to zero. */
  public void finishStep() {
    for (View view : views) {
      if (!view.hasGradient && view.gradient != null) {
        if (view.rowsOnly) {
          view.byRow.clear();
        } else {
          clear(view.gradient);
        }
      }
    }
  }

  /** A test of the elements [from, to) of an array. */
  @FunctionalInterface
  private interface Test {
    boolean holds(Floats array, int from, int to);
  }

  /**
   * Returns whether all gradients of this step are finite.
   *
   * @param all the flat vector of gradients
   */
  public boolean hasFiniteGradients(Floats all) {
    return allHold(all, BlockwiseLoops::isFinite, RowGradient::isFinite);
  }

  /** Returns whether all gradients of this step are below {@link BlockwiseLoops#SMALL}. */
  public boolean hasSmallGradients(Floats all) {
    return allHold(all, BlockwiseLoops::isSmall, RowGradient::isSmall);
  }

  private boolean allHold(Floats all, Test dense, Predicate<RowGradient> byRow) {
    int from = 0;
    for (View view : tables) {
      if (view.rowsOnly) {
        if (!dense.holds(all, from, Math.toIntExact(view.offset)) || !byRow.test(view.byRow)) {
          return false;
        }
        from = Math.toIntExact(view.end());
      }
    }
    return dense.holds(all, from, all.length());
  }

  /** Returns whether a row of a weight has deferred steps. */
  public boolean isPending() {
    for (View view : tables) {
      if (view.pending != null && view.pending.isPending()) {
        return true;
      }
    }
    return false;
  }

  /** Applies all deferred steps of all weights. */
  public void settleWeights() {
    tables.forEach(View::settle);
  }

  /**
   * Brings the flat vectors up to date, for code that reads them; called by the training thread.
   */
  public void settle() {
    settleWeights();
    tables.forEach(View::gradient);
  }

  private static void clear(INDArray array) {
    if (Floats.supports(array.dataType(), array.length())) {
      BlockwiseLoops.clear(Floats.lasting(array));
    } else {
      array.assign(0);
    }
  }
}
