package dev.braid.ops;

import dev.braid.internal.compute.ArrayMath;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A dense array of (steps, rows, columns) whose slices are written in place.
 *
 * <p>It is for operations that iterate over steps; slices are cheap views.
 */
public final class StepArray {
  private final INDArray array;
  private final long rows;
  private final long columns;

  /** Wraps a writable array. */
  public StepArray(INDArray array) {
    this.array = array;
    this.rows = array.size(1);
    this.columns = array.size(2);
  }

  public INDArray array() {
    return array;
  }

  /** One step: (rows, columns). */
  public INDArray at(long step) {
    return part(step, 0, columns);
  }

  /** Columns [from, to) of one step. */
  public INDArray part(long step, long from, long to) {
    return Nd4j.create(
        array.data(),
        new long[] {rows, to - from},
        new long[] {columns, 1},
        array.offset() + step * rows * columns + from,
        'c',
        array.dataType());
  }

  /** Columns [from, to) of all steps, as (steps · rows, columns). */
  public INDArray part(long from, long to) {
    return Nd4j.create(
        array.data(),
        new long[] {array.size(0) * rows, to - from},
        new long[] {columns, 1},
        array.offset() + from,
        'c',
        array.dataType());
  }

  /** StepArray [from, to) as one matrix: (steps · rows, columns). */
  public INDArray matrix(long from, long to) {
    return Nd4j.create(
        array.data(),
        new long[] {(to - from) * rows, columns},
        new long[] {columns, 1},
        array.offset() + from * rows * columns,
        'c',
        array.dataType());
  }

  /** StepArray [from, to). */
  public INDArray steps(long from, long to) {
    return matrix(from, to).reshape('c', to - from, rows, columns);
  }

  /** {@code into = a·b + beta·into} for dense rows; b may be transposed. */
  public static void product(
      INDArray a, INDArray b, boolean transposeB, INDArray into, double beta) {
    // BLAS is column-major: the transposed product writes rows without a copy
    Nd4j.gemm(flip(b), flip(a), flip(into), transposeB, false, 1, beta);
  }

  /** {@code aᵀ·b} for dense rows. */
  public static INDArray productOfTransposed(INDArray a, INDArray b) {
    INDArray into = ArrayMath.empty(a.dataType(), a.size(1), b.size(1));
    Nd4j.gemm(flip(b), flip(a), flip(into), false, true, 1, 0);
    return into;
  }

  /** Reinterprets the memory as the transposed matrix in column-major order. */
  private static INDArray flip(INDArray a) {
    return Nd4j.create(
        a.data(),
        new long[] {a.size(1), a.size(0)},
        new long[] {1, a.stride(0)},
        a.offset(),
        'f',
        a.dataType());
  }
}
