package dev.braid.ops;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Reductions, shapes and joining of arrays; see {@link Ops}. */
public class ArrayOps extends ArithmeticOps {
  protected ArrayOps() {}

  /** Keeps reduced axes with size 1. */
  public static final class KeepDims {
    private static final KeepDims INSTANCE = new KeepDims();

    private KeepDims() {}
  }

  /** Lets a reduction keep its axes with size 1. */
  public static KeepDims keepDims() {
    return KeepDims.INSTANCE;
  }

  private static <T extends Operand<T>> T reduced(
      Operation operation, T x, boolean keep, int... axes) {
    return one(operation.on(x).with("axis", axes(axes)).with("keepdims", keep));
  }

  /** Axes as Keras writes them: nothing for all axes, a number for one, a list for several. */
  static Object axes(int... axes) {
    return axes.length == 0 ? null : axes.length == 1 ? (Object) axes[0] : list(axes);
  }

  static List<Integer> list(int... numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }

  private static List<Integer> list(int first, int[] others) {
    return IntStream.concat(IntStream.of(first), Arrays.stream(others)).boxed().toList();
  }

  private static List<List<Integer>> pairs(int[][] widths) {
    return Arrays.stream(widths).map(pair -> list(pair)).toList();
  }

  // ---- reductions

  /** The sum over axes, or over all axes if none is given. */
  public static <T extends Operand<T>> T sum(T x, int... axes) {
    return reduced(ReductionOperations.SUM, x, false, axes);
  }

  /** The sum, keeping reduced axes with size 1. */
  public static <T extends Operand<T>> T sum(T x, KeepDims keep, int... axes) {
    return reduced(ReductionOperations.SUM, x, true, axes);
  }

  /** The mean over axes, or over all axes if none is given. */
  public static <T extends Operand<T>> T mean(T x, int... axes) {
    return reduced(ReductionOperations.MEAN, x, false, axes);
  }

  /** The mean, keeping reduced axes with size 1. */
  public static <T extends Operand<T>> T mean(T x, KeepDims keep, int... axes) {
    return reduced(ReductionOperations.MEAN, x, true, axes);
  }

  /** The product over axes, or over all axes if none is given. */
  public static <T extends Operand<T>> T prod(T x, int... axes) {
    return reduced(ReductionOperations.PROD, x, false, axes);
  }

  /** The product, keeping reduced axes with size 1. */
  public static <T extends Operand<T>> T prod(T x, KeepDims keep, int... axes) {
    return reduced(ReductionOperations.PROD, x, true, axes);
  }

  /** The largest over axes, or over all axes if none is given. */
  public static <T extends Operand<T>> T max(T x, int... axes) {
    return reduced(ReductionOperations.MAX, x, false, axes);
  }

  /** The largest, keeping reduced axes with size 1. */
  public static <T extends Operand<T>> T max(T x, KeepDims keep, int... axes) {
    return reduced(ReductionOperations.MAX, x, true, axes);
  }

  /** The smallest over axes, or over all axes if none is given. */
  public static <T extends Operand<T>> T min(T x, int... axes) {
    return reduced(ReductionOperations.MIN, x, false, axes);
  }

  /** The smallest, keeping reduced axes with size 1. */
  public static <T extends Operand<T>> T min(T x, KeepDims keep, int... axes) {
    return reduced(ReductionOperations.MIN, x, true, axes);
  }

  /** The largest over axes, or over all axes if none is given. */
  public static <T extends Operand<T>> T amax(T x, int... axes) {
    return reduced(ReductionOperations.AMAX, x, false, axes);
  }

  /** The largest, keeping reduced axes with size 1. */
  public static <T extends Operand<T>> T amax(T x, KeepDims keep, int... axes) {
    return reduced(ReductionOperations.AMAX, x, true, axes);
  }

  /** The smallest over axes, or over all axes if none is given. */
  public static <T extends Operand<T>> T amin(T x, int... axes) {
    return reduced(ReductionOperations.AMIN, x, false, axes);
  }

  /** The smallest, keeping reduced axes with size 1. */
  public static <T extends Operand<T>> T amin(T x, KeepDims keep, int... axes) {
    return reduced(ReductionOperations.AMIN, x, true, axes);
  }

  /**
   * Whether any element is true, without a gradient, over axes, or over all axes if none is given.
   */
  public static <T extends Operand<T>> T any(T x, int... axes) {
    return reduced(ReductionOperations.ANY, x, false, axes);
  }

  /** Whether any element is true, without a gradient, keeping reduced axes with size 1. */
  public static <T extends Operand<T>> T any(T x, KeepDims keep, int... axes) {
    return reduced(ReductionOperations.ANY, x, true, axes);
  }

  /**
   * Whether all elements are true, without a gradient, over axes, or over all axes if none is
   * given.
   */
  public static <T extends Operand<T>> T all(T x, int... axes) {
    return reduced(ReductionOperations.ALL_TRUE, x, false, axes);
  }

  /** Whether all elements are true, without a gradient, keeping reduced axes with size 1. */
  public static <T extends Operand<T>> T all(T x, KeepDims keep, int... axes) {
    return reduced(ReductionOperations.ALL_TRUE, x, true, axes);
  }

  /** The population variance over axes, or over all axes if none is given. */
  public static <T extends Operand<T>> T var(T x, int... axes) {
    return reduced(ReductionOperations.VAR, x, false, axes);
  }

  /** The population variance, keeping reduced axes with size 1. */
  public static <T extends Operand<T>> T var(T x, KeepDims keep, int... axes) {
    return reduced(ReductionOperations.VAR, x, true, axes);
  }

  /** The population standard deviation over axes, or over all axes if none is given. */
  public static <T extends Operand<T>> T std(T x, int... axes) {
    return reduced(ReductionOperations.STD, x, false, axes);
  }

  /** The population standard deviation, keeping reduced axes with size 1. */
  public static <T extends Operand<T>> T std(T x, KeepDims keep, int... axes) {
    return reduced(ReductionOperations.STD, x, true, axes);
  }

  /** The largest minus the smallest over axes, or over all axes if none is given. */
  public static <T extends Operand<T>> T ptp(T x, int... axes) {
    return reduced(ReductionOperations.PTP, x, false, axes);
  }

  /** The largest minus the smallest, keeping reduced axes with size 1. */
  public static <T extends Operand<T>> T ptp(T x, KeepDims keep, int... axes) {
    return reduced(ReductionOperations.PTP, x, true, axes);
  }

  /** The logarithm of the sum of exponentials over axes, or over all axes if none is given. */
  public static <T extends Operand<T>> T logsumexp(T x, int... axes) {
    return reduced(ReductionOperations.LOGSUMEXP, x, false, axes);
  }

  /** The logarithm of the sum of exponentials, keeping reduced axes with size 1. */
  public static <T extends Operand<T>> T logsumexp(T x, KeepDims keep, int... axes) {
    return reduced(ReductionOperations.LOGSUMEXP, x, true, axes);
  }

  /** The median over axes, or over all axes if none is given. */
  public static <T extends Operand<T>> T median(T x, int... axes) {
    return reduced(ReductionOperations.MEDIAN, x, false, axes);
  }

  /** The median, keeping reduced axes with size 1. */
  public static <T extends Operand<T>> T median(T x, KeepDims keep, int... axes) {
    return reduced(ReductionOperations.MEDIAN, x, true, axes);
  }

  /** The sum without NaN over axes, or over all axes if none is given. */
  public static <T extends Operand<T>> T nansum(T x, int... axes) {
    return reduced(ReductionOperations.NANSUM, x, false, axes);
  }

  /** The sum without NaN, keeping reduced axes with size 1. */
  public static <T extends Operand<T>> T nansum(T x, KeepDims keep, int... axes) {
    return reduced(ReductionOperations.NANSUM, x, true, axes);
  }

  /** The mean without NaN over axes, or over all axes if none is given. */
  public static <T extends Operand<T>> T nanmean(T x, int... axes) {
    return reduced(ReductionOperations.NANMEAN, x, false, axes);
  }

  /** The mean without NaN, keeping reduced axes with size 1. */
  public static <T extends Operand<T>> T nanmean(T x, KeepDims keep, int... axes) {
    return reduced(ReductionOperations.NANMEAN, x, true, axes);
  }

  /** The largest without NaN over axes, or over all axes if none is given. */
  public static <T extends Operand<T>> T nanmax(T x, int... axes) {
    return reduced(ReductionOperations.NANMAX, x, false, axes);
  }

  /** The largest without NaN, keeping reduced axes with size 1. */
  public static <T extends Operand<T>> T nanmax(T x, KeepDims keep, int... axes) {
    return reduced(ReductionOperations.NANMAX, x, true, axes);
  }

  /** The smallest without NaN over axes, or over all axes if none is given. */
  public static <T extends Operand<T>> T nanmin(T x, int... axes) {
    return reduced(ReductionOperations.NANMIN, x, false, axes);
  }

  /** The smallest without NaN, keeping reduced axes with size 1. */
  public static <T extends Operand<T>> T nanmin(T x, KeepDims keep, int... axes) {
    return reduced(ReductionOperations.NANMIN, x, true, axes);
  }

  /** The product without NaN over axes, or over all axes if none is given. */
  public static <T extends Operand<T>> T nanprod(T x, int... axes) {
    return reduced(ReductionOperations.NANPROD, x, false, axes);
  }

  /** The product without NaN, keeping reduced axes with size 1. */
  public static <T extends Operand<T>> T nanprod(T x, KeepDims keep, int... axes) {
    return reduced(ReductionOperations.NANPROD, x, true, axes);
  }

  /** The root of the sum of squares over axes, or over all axes if none is given. */
  public static <T extends Operand<T>> T norm(T x, int... axes) {
    return reduced(ReductionOperations.NORM, x, false, axes);
  }

  /** The root of the sum of squares, keeping reduced axes with size 1. */
  public static <T extends Operand<T>> T norm(T x, KeepDims keep, int... axes) {
    return reduced(ReductionOperations.NORM, x, true, axes);
  }

  /** A norm of an order over one axis. */
  public static <T extends Operand<T>> T norm(T x, double order, int axis) {
    return one(ReductionOperations.NORM.on(x).with("ord", order).with("axis", axis));
  }

  /** Divided by the square root of the sum of squares along the last axis. */
  public static <T extends Operand<T>> T normalize(T x) {
    return one(ReductionOperations.NORMALIZE.on(x));
  }

  /** Divided by a norm along an axis. */
  public static <T extends Operand<T>> T normalize(T x, int axis, int order) {
    return one(ReductionOperations.NORMALIZE.on(x).with("axis", axis).with("order", order));
  }

  /** The number of elements that are not 0, without a gradient. */
  public static <T extends Operand<T>> T countNonzero(T x, int... axes) {
    return one(ReductionOperations.COUNT_NONZERO.on(x).with("axis", axes(axes)));
  }

  /** The mean with weights along an axis. */
  public static <T extends Operand<T>> T average(T x, int axis, Object weights) {
    return one(ReductionOperations.AVERAGE.on(x, weights).with("axis", axis));
  }

  /** The mean and the population variance over axes. */
  public static <T extends Operand<T>> List<T> moments(T x, int... axes) {
    return ReductionOperations.MOMENTS.on(x).with("axes", axes(axes)).apply();
  }

  /** The position of the largest of all elements, without a gradient. */
  public static <T extends Operand<T>> T argmax(T x) {
    return one(ReductionOperations.ARGMAX.on(x));
  }

  /** The position of the largest along an axis, without a gradient. */
  public static <T extends Operand<T>> T argmax(T x, int axis) {
    return one(ReductionOperations.ARGMAX.on(x).with("axis", axis));
  }

  /** The position of the smallest of all elements, without a gradient. */
  public static <T extends Operand<T>> T argmin(T x) {
    return one(ReductionOperations.ARGMIN.on(x));
  }

  /** The position of the smallest along an axis, without a gradient. */
  public static <T extends Operand<T>> T argmin(T x, int axis) {
    return one(ReductionOperations.ARGMIN.on(x).with("axis", axis));
  }

  /** Sums of the elements up to each one. */
  public static <T extends Operand<T>> T cumsum(T x, int axis) {
    return one(ReductionOperations.CUMSUM.on(x).with("axis", axis));
  }

  /** MatrixProducts of the elements up to each one. */
  public static <T extends Operand<T>> T cumprod(T x, int axis) {
    return one(ReductionOperations.CUMPROD.on(x).with("axis", axis));
  }

  /** Differences of neighbours along an axis. */
  public static <T extends Operand<T>> T diff(T x, int axis) {
    return one(ReductionOperations.DIFF.on(x).with("axis", axis));
  }

  // ---- shapes

  /** The elements in another shape, of which one size may be -1. */
  public static <T extends Operand<T>> T reshape(T x, int... shape) {
    return one(ShapeOperations.RESHAPE.on(x).with("newshape", list(shape)));
  }

  /** The elements along one axis. */
  public static <T extends Operand<T>> T ravel(T x) {
    return one(ShapeOperations.RAVEL.on(x));
  }

  /** The axes in reverse order. */
  public static <T extends Operand<T>> T transpose(T x) {
    return one(ShapeOperations.TRANSPOSE.on(x));
  }

  /** The axes in another order. */
  public static <T extends Operand<T>> T transpose(T x, int first, int... others) {
    return one(ShapeOperations.TRANSPOSE.on(x).with("axes", list(first, others)));
  }

  /** Swaps two axes. */
  public static <T extends Operand<T>> T swapaxes(T x, int axis1, int axis2) {
    return one(ShapeOperations.SWAPAXES.on(x).with("axis1", axis1).with("axis2", axis2));
  }

  /** Moves an axis. */
  public static <T extends Operand<T>> T moveaxis(T x, int from, int to) {
    return one(ShapeOperations.MOVEAXIS.on(x).with("source", from).with("destination", to));
  }

  /** A new axis of size 1. */
  public static <T extends Operand<T>> T expandDims(T x, int axis) {
    return one(ShapeOperations.EXPAND_DIMS.on(x).with("axis", axis));
  }

  /** Without axes of size 1: the given ones, or all. */
  public static <T extends Operand<T>> T squeeze(T x, int... axes) {
    return one(ShapeOperations.SQUEEZE.on(x).with("axis", axes(axes)));
  }

  /** Repeated along axes of size 1, to a shape. */
  public static <T extends Operand<T>> T broadcastTo(T x, int... shape) {
    return one(ShapeOperations.BROADCAST_TO.on(x).with("shape", list(shape)));
  }

  /** Repeats each element along an axis. */
  public static <T extends Operand<T>> T repeat(T x, int repeats, int axis) {
    return one(ShapeOperations.REPEAT.on(x).with("repeats", repeats).with("axis", axis));
  }

  /** Repeats the tensor along each axis. */
  public static <T extends Operand<T>> T tile(T x, int... repeats) {
    return one(ShapeOperations.TILE.on(x).with("repeats", list(repeats)));
  }

  /** Zeros around each axis: a pair of numbers for each. */
  public static <T extends Operand<T>> T pad(T x, int[][] widths) {
    return one(ShapeOperations.PAD.on(x).with("pad_width", pairs(widths)));
  }

  /** Elements around each axis; the mode is constant, reflect, symmetric or edge. */
  public static <T extends Operand<T>> T pad(T x, int[][] widths, String mode) {
    return one(ShapeOperations.PAD.on(x).with("pad_width", pairs(widths)).with("mode", mode));
  }

  /** In reverse order along axes, or along all. */
  public static <T extends Operand<T>> T flip(T x, int... axes) {
    return one(ShapeOperations.FLIP.on(x).with("axis", axes(axes)));
  }

  /** Shifted along an axis; elements that leave at the end enter at the beginning. */
  public static <T extends Operand<T>> T roll(T x, int shift, int axis) {
    return one(ShapeOperations.ROLL.on(x).with("shift", shift).with("axis", axis));
  }

  /** Rotated by 90 degrees in the plane of the first two axes. */
  public static <T extends Operand<T>> T rot90(T x, int times) {
    return one(ShapeOperations.ROT90.on(x).with("k", times));
  }

  /** Matrices with zeros above the diagonal. */
  public static <T extends Operand<T>> T tril(T x) {
    return one(ShapeOperations.TRIL.on(x));
  }

  /** Matrices with zeros above a diagonal. */
  public static <T extends Operand<T>> T tril(T x, int k) {
    return one(ShapeOperations.TRIL.on(x).with("k", k));
  }

  /** Matrices with zeros below the diagonal. */
  public static <T extends Operand<T>> T triu(T x) {
    return one(ShapeOperations.TRIU.on(x));
  }

  /** Matrices with zeros below a diagonal. */
  public static <T extends Operand<T>> T triu(T x, int k) {
    return one(ShapeOperations.TRIU.on(x).with("k", k));
  }

  /** The diagonal of the first two axes. */
  public static <T extends Operand<T>> T diagonal(T x) {
    return one(ShapeOperations.DIAGONAL.on(x));
  }

  /** A diagonal of two axes, as a new last axis. */
  public static <T extends Operand<T>> T diagonal(T x, int offset, int axis1, int axis2) {
    return one(
        ShapeOperations.DIAGONAL
            .on(x)
            .with("offset", offset)
            .with("axis1", axis1)
            .with("axis2", axis2));
  }

  /** The diagonal of a matrix, or a matrix with this diagonal. */
  public static <T extends Operand<T>> T diag(T x) {
    return one(ShapeOperations.DIAG.on(x));
  }

  /** The sum of the diagonal of the first two axes. */
  public static <T extends Operand<T>> T trace(T x) {
    return one(ShapeOperations.TRACE.on(x));
  }

  /** Zeros in the same shape. */
  public static <T extends Operand<T>> T zerosLike(T x) {
    return one(ShapeOperations.ZEROS_LIKE.on(x));
  }

  /** Ones in the same shape. */
  public static <T extends Operand<T>> T onesLike(T x) {
    return one(ShapeOperations.ONES_LIKE.on(x));
  }

  /** A number in the same shape. */
  public static <T extends Operand<T>> T fullLike(T x, Object number) {
    return one(ShapeOperations.FULL_LIKE.on(x, number));
  }

  /** Moves channels to blocks of the image. */
  public static <T extends Operand<T>> T depthToSpace(T x, int block) {
    return one(ShapeOperations.DEPTH_TO_SPACE.on(x).with("block_size", block));
  }

  /** SpaceToDepth of the image gathered in channels. */
  public static <T extends Operand<T>> T spaceToDepth(T x, int block) {
    return one(ShapeOperations.SPACE_TO_DEPTH.on(x).with("block_size", block));
  }

  // ---- joining and splitting

  /** Concatenated along an axis. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public static <T extends Operand<T>> T concatenate(int axis, T... parts) {
    return one(JoiningOperations.CONCATENATE.on(List.of(parts)).with("axis", axis));
  }

  /** Concatenated along an axis; the list may contain constants. */
  public static <T extends Operand<T>> T concatenate(int axis, List<?> parts) {
    return one(JoiningOperations.CONCATENATE.on(parts).with("axis", axis));
  }

  /** Stacked along a new axis. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public static <T extends Operand<T>> T stack(int axis, T... parts) {
    return one(JoiningOperations.STACK.on(List.of(parts)).with("axis", axis));
  }

  /** Stacked along a new axis; the list may contain constants. */
  public static <T extends Operand<T>> T stack(int axis, List<?> parts) {
    return one(JoiningOperations.STACK.on(parts).with("axis", axis));
  }

  /** The slices along an axis, which is removed. */
  public static <T extends Operand<T>> List<T> unstack(T x, int axis) {
    return JoiningOperations.UNSTACK.on(x).with("axis", axis).apply();
  }

  /** Equal parts along an axis. */
  public static <T extends Operand<T>> List<T> split(T x, int sections, int axis) {
    return JoiningOperations.SPLIT
        .on(x)
        .with("indices_or_sections", sections)
        .with("axis", axis)
        .apply();
  }

  /** Parts along an axis that begin at given indices. */
  public static <T extends Operand<T>> List<T> split(T x, int[] positions, int axis) {
    return JoiningOperations.SPLIT
        .on(x)
        .with("indices_or_sections", list(positions))
        .with("axis", axis)
        .apply();
  }

  /** Parts along an axis, of which the first may be longer by one. */
  public static <T extends Operand<T>> List<T> arraySplit(T x, int sections, int axis) {
    return JoiningOperations.ARRAY_SPLIT
        .on(x)
        .with("indices_or_sections", sections)
        .with("axis", axis)
        .apply();
  }

  /** Concatenated along the second axis, or along the only one. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public static <T extends Operand<T>> T hstack(T... parts) {
    return one(JoiningOperations.HSTACK.on(List.of(parts)));
  }

  /** Concatenated along the first axis. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public static <T extends Operand<T>> T vstack(T... parts) {
    return one(JoiningOperations.VSTACK.on(List.of(parts)));
  }

  /** The coordinates of a grid, one tensor for each axis. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public static <T extends Operand<T>> List<T> meshgrid(T... axes) {
    return JoiningOperations.MESHGRID.on(List.of(axes)).apply();
  }
}
