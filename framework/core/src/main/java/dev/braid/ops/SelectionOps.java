package dev.braid.ops;

import java.util.List;

/** Selection by index and products of axes; see {@link Ops}. */
public class SelectionOps extends ArrayOps {
  protected SelectionOps() {}

  // ---- parts of axes

  /** All elements of an axis: {@code :}. */
  public static Index all() {
    return Index.Range.ALL;
  }

  /** One position of an axis, which is removed. */
  public static Index index(long position) {
    return new Index.Position(position);
  }

  /**
   * Elements of an axis from one index up to another (exclusive): {@code from:to}; null is open.
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

  // ---- selection

  /** A part of a tensor: {@code x[:, 0]} is {@code getItem(x, all(), index(0))}. */
  public static <T extends Operand<T>> T getItem(T x, Index... indices) {
    return one(SelectionOperations.GET_ITEM.on(x, List.of(indices)));
  }

  /** A part of a shape that begins at a position. */
  public static <T extends Operand<T>> T slice(T x, int[] start, int[] shape) {
    return one(SelectionOperations.SLICE.on(x, list(start)).with("shape", list(shape)));
  }

  /** A tensor in which the part from a position on is replaced. */
  public static <T extends Operand<T>> T sliceUpdate(T x, int[] start, Object updates) {
    return one(SelectionOperations.SLICE_UPDATE.on(x, list(start), updates));
  }

  /** Elements of an axis by index; negative ones count from the end. */
  public static <T extends Operand<T>> T take(T x, Object indices, int axis) {
    return one(SelectionOperations.TAKE.on(x, indices).with("axis", axis));
  }

  /** Rows of a constant table by index. */
  public static <T extends Operand<T>> T take(Object table, T indices, int axis) {
    return one(SelectionOperations.TAKE.on(table, indices).with("axis", axis));
  }

  /** One element of an axis for each index. */
  public static <T extends Operand<T>> T takeAlongAxis(T x, Object indices, int axis) {
    return one(SelectionOperations.TAKE_ALONG_AXIS.on(x, indices).with("axis", axis));
  }

  /** A new last axis with 1 at the index that each element gives, without a gradient. */
  public static <T extends Operand<T>> T oneHot(T ids, int classes) {
    return one(SelectionOperations.ONE_HOT.on(ids).with("num_classes", classes));
  }

  /** 1 for each class that occurs along the second axis, without a gradient. */
  public static <T extends Operand<T>> T multiHot(T ids, int classes) {
    return one(SelectionOperations.MULTI_HOT.on(ids).with("num_classes", classes));
  }

  /** The largest elements of the last axis, and their positions. */
  public static <T extends Operand<T>> List<T> topK(T x, int k) {
    return SelectionOperations.TOP_K.on(x).with("k", k).apply();
  }

  /** Whether the target is among the largest predictions, without a gradient. */
  public static <T extends Operand<T>> T inTopK(T targets, Object predictions, int k) {
    return one(SelectionOperations.IN_TOP_K.on(targets, predictions).with("k", k));
  }

  /** The elements of the last axis in ascending order. */
  public static <T extends Operand<T>> T sort(T x) {
    return one(SelectionOperations.SORT.on(x));
  }

  /** The elements of an axis in ascending order. */
  public static <T extends Operand<T>> T sort(T x, int axis) {
    return one(SelectionOperations.SORT.on(x).with("axis", axis));
  }

  /** Positions of the elements of the last axis in ascending order, without a gradient. */
  public static <T extends Operand<T>> T argsort(T x) {
    return one(SelectionOperations.ARGSORT.on(x));
  }

  /** Positions of the elements of an axis in ascending order, without a gradient. */
  public static <T extends Operand<T>> T argsort(T x, int axis) {
    return one(SelectionOperations.ARGSORT.on(x).with("axis", axis));
  }

  /** The insertion indices of values in an ascending sequence, without a gradient. */
  public static <T extends Operand<T>> T searchsorted(Object sequence, T values) {
    return one(SelectionOperations.SEARCH_SORTED.on(sequence, values));
  }

  /** The index of the ascending bin of each element, without a gradient. */
  public static <T extends Operand<T>> T digitize(T x, Object bins) {
    return one(SelectionOperations.DIGITIZE.on(x, bins));
  }

  /** Whether each element is among others, without a gradient. */
  public static <T extends Operand<T>> T isin(T x, Object others) {
    return one(SelectionOperations.IS_IN.on(x, others));
  }

  /** Sums of the rows of each segment number. */
  public static <T extends Operand<T>> T segmentSum(T rows, Object segments, int count) {
    return one(SelectionOperations.SEGMENT_SUM.on(rows, segments).with("num_segments", count));
  }

  /** Maxima of the rows of each segment number. */
  public static <T extends Operand<T>> T segmentMax(T rows, Object segments, int count) {
    return one(SelectionOperations.SEGMENT_MAX.on(rows, segments).with("num_segments", count));
  }

  /** Minima of the rows of each segment number. */
  public static <T extends Operand<T>> T segmentMin(T rows, Object segments, int count) {
    return one(SelectionOperations.SEGMENT_MIN.on(rows, segments).with("num_segments", count));
  }

  /** MatrixProducts of the rows of each segment number. */
  public static <T extends Operand<T>> T segmentProd(T rows, Object segments, int count) {
    return one(SelectionOperations.SEGMENT_PROD.on(rows, segments).with("num_segments", count));
  }

  /** Zeros to which values are added by index. */
  public static <T extends Operand<T>> T scatter(Object indices, T values, int... shape) {
    return one(SelectionOperations.SCATTER.on(indices, values).with("shape", list(shape)));
  }

  /** A tensor in which the elements at positions are replaced. */
  public static <T extends Operand<T>> T scatterUpdate(T x, Object indices, Object updates) {
    return one(SelectionOperations.SCATTER_UPDATE.on(x, indices, updates));
  }

  /** A tensor in which updates are combined with elements by add, max, min or mul. */
  public static <T extends Operand<T>> T scatterUpdate(
      T x, Object indices, Object updates, String reduction) {
    return one(
        SelectionOperations.SCATTER_UPDATE.on(x, indices, updates).with("reduction", reduction));
  }

  /** The count of each integer from 0 on, without a gradient. */
  public static <T extends Operand<T>> T bincount(T x, int minlength) {
    return one(SelectionOperations.BINCOUNT.on(x).with("minlength", minlength));
  }

  // ---- products

  /** The matrix product of the last two axes; leading axes broadcast. */
  public static <T extends Operand<T>> T matmul(T a, T b) {
    return one(ProductOperations.MATMUL.on(a, b));
  }

  /** The matrix product of the last two axes; leading axes broadcast. */
  public static <T extends Operand<T>> T matmul(T a, Object b) {
    return one(ProductOperations.MATMUL.on(a, b));
  }

  /** The matrix product of the last two axes; leading axes broadcast. */
  public static <T extends Operand<T>> T matmul(Object a, T b) {
    return one(ProductOperations.MATMUL.on(a, b));
  }

  /** The product over the last axis of one and the second to last of the other. */
  public static <T extends Operand<T>> T dot(T a, T b) {
    return one(ProductOperations.DOT.on(a, b));
  }

  /** The product over the last axis of one and the second to last of the other. */
  public static <T extends Operand<T>> T dot(T a, Object b) {
    return one(ProductOperations.DOT.on(a, b));
  }

  /** The product over the last axis of one and the second to last of the other. */
  public static <T extends Operand<T>> T dot(Object a, T b) {
    return one(ProductOperations.DOT.on(a, b));
  }

  /** The product over the last axes. */
  public static <T extends Operand<T>> T inner(T a, T b) {
    return one(ProductOperations.INNER.on(a, b));
  }

  /** The product over the last axes. */
  public static <T extends Operand<T>> T inner(T a, Object b) {
    return one(ProductOperations.INNER.on(a, b));
  }

  /** The product over the last axes. */
  public static <T extends Operand<T>> T inner(Object a, T b) {
    return one(ProductOperations.INNER.on(a, b));
  }

  /** All products of two elements, one of each. */
  public static <T extends Operand<T>> T outer(T a, T b) {
    return one(ProductOperations.OUTER.on(a, b));
  }

  /** All products of two elements, one of each. */
  public static <T extends Operand<T>> T outer(T a, Object b) {
    return one(ProductOperations.OUTER.on(a, b));
  }

  /** All products of two elements, one of each. */
  public static <T extends Operand<T>> T outer(Object a, T b) {
    return one(ProductOperations.OUTER.on(a, b));
  }

  /** The sum of the products of all elements. */
  public static <T extends Operand<T>> T vdot(T a, T b) {
    return one(ProductOperations.VDOT.on(a, b));
  }

  /** The sum of the products of all elements. */
  public static <T extends Operand<T>> T vdot(T a, Object b) {
    return one(ProductOperations.VDOT.on(a, b));
  }

  /** The sum of the products of all elements. */
  public static <T extends Operand<T>> T vdot(Object a, T b) {
    return one(ProductOperations.VDOT.on(a, b));
  }

  /** The cross product of vectors of 3 elements. */
  public static <T extends Operand<T>> T cross(T a, T b) {
    return one(ProductOperations.CROSS.on(a, b));
  }

  /** The cross product of vectors of 3 elements. */
  public static <T extends Operand<T>> T cross(T a, Object b) {
    return one(ProductOperations.CROSS.on(a, b));
  }

  /** The cross product of vectors of 3 elements. */
  public static <T extends Operand<T>> T cross(Object a, T b) {
    return one(ProductOperations.CROSS.on(a, b));
  }

  /** The product over the last axes of one and the first axes of the other. */
  public static <T extends Operand<T>> T tensordot(T a, Object b, int count) {
    return one(ProductOperations.TENSORDOT.on(a, b).with("axes", count));
  }

  /** The product over pairs of axes. */
  public static <T extends Operand<T>> T tensordot(T a, Object b, int[] ours, int[] theirs) {
    return one(
        ProductOperations.TENSORDOT.on(a, b).with("axes", List.of(list(ours), list(theirs))));
  }

  /** A product by subscripts: {@code einsum("ij,jk->ik", a, b)}. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public static <T extends Operand<T>> T einsum(String subscripts, T... operands) {
    return one(ProductOperations.EINSUM.on(List.of(operands)).with("subscripts", subscripts));
  }

  /** A product by subscripts; operands may include constants. */
  public static <T extends Operand<T>> T einsum(String subscripts, List<?> operands) {
    return one(ProductOperations.EINSUM.on(operands).with("subscripts", subscripts));
  }
}
