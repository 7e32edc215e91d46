package dev.braid.ops;

import java.util.List;

/**
 * Operations under the names of {@code keras.ops}.
 *
 * <p>They take tensors while a graph is built, and values inside the {@code call} of a layer, a
 * loss or a metric. One operand at least is such; others may be numbers, Java arrays, lists of
 * numbers and {@code INDArray}s. Negative axes count from the end; axis 0 is the batch.
 */
public final class Ops {
  private Ops() {}

  /** Keeps reduced axes with size 1. */
  public static final class KeepDims {
    private static final KeepDims INSTANCE = new KeepDims();

    private KeepDims() {}
  }

  public static KeepDims keepDims() {
    return KeepDims.INSTANCE;
  }

  private static <T extends Operand<T>> T one(Arguments arguments) {
    return arguments.<T>apply().get(0);
  }

  // ---- parts of axes

  /** A whole axis: {@code :}. */
  public static Index all() {
    return Index.Range.ALL;
  }

  /** One position of an axis, which goes away. */
  public static Index index(long position) {
    return new Index.Position(position);
  }

  /**
   * Elements of an axis from a position to before another: {@code from:to}; null leaves it open.
   */
  public static Index range(Integer from, Integer to) {
    return range(from, to, null);
  }

  /** {@code from:to:step}. */
  public static Index range(Integer from, Integer to, Integer step) {
    return new Index.Range(wide(from), wide(to), wide(step));
  }

  private static Long wide(Integer number) {
    return number == null ? null : Long.valueOf(number);
  }

  /** All axes that no other index takes: {@code ...}. */
  public static Index ellipsis() {
    return new Index.Ellipsis();
  }

  /** A new axis of size 1. */
  public static Index newAxis() {
    return new Index.NewAxis();
  }

  /** A part of a tensor: {@code x[:, 0]} is {@code getItem(x, all(), index(0))}. */
  public static <T extends Operand<T>> T getItem(T x, Index... indices) {
    return one(SelectionOperations.GET_ITEM.on(x, List.of(indices)));
  }

  // ---- arithmetic

  public static <T extends Operand<T>> T add(T a, T b) {
    return one(ElementwiseOperations.ADD.on(a, b));
  }

  public static <T extends Operand<T>> T add(T a, Object b) {
    return one(ElementwiseOperations.ADD.on(a, b));
  }

  public static <T extends Operand<T>> T add(Object a, T b) {
    return one(ElementwiseOperations.ADD.on(a, b));
  }

  public static <T extends Operand<T>> T exp(T x) {
    return one(ElementwiseOperations.EXP.on(x));
  }

  // ---- reductions

  /** The mean over axes; over all of them where none is named. */
  public static <T extends Operand<T>> T mean(T x, int... axes) {
    return one(reduced(ReductionOperations.MEAN, x, false, axes));
  }

  public static <T extends Operand<T>> T mean(T x, KeepDims keep, int... axes) {
    return one(reduced(ReductionOperations.MEAN, x, true, axes));
  }

  private static Arguments reduced(Operation operation, Object x, boolean keep, int... axes) {
    return operation.on(x).with("axis", axes(axes)).with("keepdims", keep);
  }

  /** As Keras writes them: nothing for all axes, a number for one, a list for several. */
  private static Object axes(int... axes) {
    return axes.length == 0
        ? null
        : axes.length == 1 ? (Object) axes[0] : java.util.Arrays.stream(axes).boxed().toList();
  }
}
