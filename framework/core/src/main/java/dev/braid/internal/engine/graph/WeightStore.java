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
  /** Steps that some rows of a weight have yet to take. */
  public interface Pending {
    /** True while a row has steps to take. */
    boolean waits();

    /** Lets all rows take them. */
    void settle();

    /** Lets some rows take them; the others are not looked at. */
    void settle(int... rows);
  }

  /** A weight: its place in the flat vectors. */
  public static final class View implements Supplier<INDArray> {
    private final INDArray array;
    private final long offset;
    private INDArray gradient;
    private RowGradient byRow;
    private boolean rowsOnly;

    /** Whether this step gave a gradient already. */
    private boolean given;

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

    /** The weight for one who reads these rows alone; others may have steps to take. */
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
        byRow.spread(Floats.of(gradient));
        rowsOnly = false;
      }
      return gradient;
    }

    /** The gradient of this step where it was given by rows and stands nowhere else, or null. */
    public RowGradient rows() {
      return rowsOnly ? byRow : null;
    }

    /** Leaves it to someone to keep rows waiting until they are read. */
    public void pending(Pending other) {
      settle();
      pending = other;
    }

    private void settle() {
      if (pending != null) {
        pending.settle();
      }
    }

    /** Where a gradient of the whole may be written. */
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

  /** Those whose gradients were given by rows at some time, in the order of the flat vectors. */
  private final List<View> tables = new CopyOnWriteArrayList<>();

  /** Adds a weight: the elements from an index of the vector of parameters on. */
  public View add(INDArray parameters, long from, long... shape) {
    View view = new View(interval(parameters, from, shape), parameters.offset() + from);
    views.add(view);
    return view;
  }

  /** Sets where a weight's gradient is: the elements from an index of a vector on. */
  public void setGradient(View view, INDArray gradients, long from) {
    view.gradient = interval(gradients, from, view.array.shape());
  }

  private static INDArray interval(INDArray flat, long from, long... shape) {
    return flat.get(NDArrayIndex.interval(from, from + Sizes.product(shape))).reshape('c', shape);
  }

  /** Starts a step: the next gradient of each weight replaces what was there. */
  public void startStep() {
    for (View view : views) {
      view.given = false;
    }
  }

  /** Whether a gradient is the first of this step for its weight; from now on there is one. */
  private static boolean isFirst(View view) {
    boolean first = !view.given;
    view.given = true;
    return first;
  }

  /** Adds a gradient; the first of a step replaces what the view held. */
  void addGradient(View view, INDArray gradient) {
    if (isFirst(view)) {
      view.whole().assign(gradient);
    } else {
      view.gradient().addi(gradient);
    }
  }

  /** The place of a gradient that is the first of this step, for its maker to write; else null. */
  INDArray claimGradient(View view) {
    return isFirst(view) ? view.whole() : null;
  }

  /**
   * The place for a gradient of some rows, or null where this step gave one of the whole already.
   *
   * @param rows in order, none twice
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

  /** Sets the gradients to zero that no layer gave in this step. */
  public void finishStep() {
    for (View view : views) {
      if (!view.given && view.gradient != null) {
        if (view.rowsOnly) {
          view.byRow.clear();
        } else {
          clear(view.gradient);
        }
      }
    }
  }

  /** Looks at the elements [from, to) of an array. */
  @FunctionalInterface
  private interface Test {
    boolean holds(Floats array, int from, int to);
  }

  /**
   * False where a gradient of this step is infinite or not a number.
   *
   * @param all the flat vector of gradients
   */
  public boolean finite(Floats all) {
    return allHold(all, BlockwiseLoops::isFinite, RowGradient::finite);
  }

  /** False where a gradient of this step is not smaller than {@link BlockwiseLoops#SMALL}. */
  public boolean small(Floats all) {
    return allHold(all, BlockwiseLoops::isSmall, RowGradient::small);
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

  /** True while a row of a weight has steps to take. */
  public boolean waits() {
    for (View view : tables) {
      if (view.pending != null && view.pending.waits()) {
        return true;
      }
    }
    return false;
  }

  /** Lets all rows of all weights take the steps that they have yet to take. */
  public void settleWeights() {
    tables.forEach(View::settle);
  }

  /** Brings the flat vectors up to date, for those who look at them; for the thread that trains. */
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
