package dev.braid.internal.compute;

import dev.braid.internal.environment.OneDnn;
import dev.braid.internal.threads.GrainSize;
import dev.braid.internal.threads.Workers;
import org.bytedeco.javacpp.FloatPointer;

/** Matrix products of dense rows: oneDNN for large ones, BLAS for small ones and without oneDNN. */
public final class Gemm {
  /** The work up to which OpenBLAS uses one thread and a call costs less than oneDNN's. */
  private static final long SMALL_WORK = 64L * 64 * 64;

  /**
   * The number of matrix elements per call if the matrix is read from memory: with twice as many, a
   * matrix of 63 MB takes 50 % longer.
   */
  private static final int STRIP_ELEMENTS = 4096;

  /** The number of elements from which a matrix is read from memory, not from a cache. */
  private static final long LARGE_MATRIX = 1L << 22;

  private Gemm() {}

  /** Computes {@code c = op(a) op(b)}, or {@code c += …}. */
  public static void product(
      boolean transposeA,
      boolean transposeB,
      int rows,
      int columns,
      int inner,
      Floats a,
      Floats b,
      boolean add,
      Floats c) {
    if (isSmall(rows, columns, inner)) {
      blas(transposeA, transposeB, rows, columns, inner, a, b, add, c);
    } else {
      PartitionedProduct.product(rows, columns, inner, a, transposeA, b, transposeB, add, c);
    }
  }

  /** Computes {@code out = x w + bias}, then relu if {@code relu}; the bias may be null. */
  public static void affine(
      int rows, int columns, int inner, Floats x, Floats w, Floats bias, boolean relu, Floats out) {
    if (rows > 1 && !isSmall(rows, columns, inner)) {
      PartitionedProduct.affine(rows, columns, inner, x, w, bias, relu, out);
      return;
    }
    if (bias != null) {
      BlockwiseLoops.repeat(bias.toHeap(), out);
    }
    if (rows == 1) {
      vector(columns, inner, x, w, bias != null, out);
    } else {
      blas(false, false, rows, columns, inner, x, w, bias != null, out);
    }
    if (relu) {
      BlockwiseLoops.over((blocks, length) -> VectorizedLoops.relu(blocks[0], length), out, out);
    }
  }

  /** Multiplies one row: the matrix is read once without a copy, by all threads if it is large. */
  private static void vector(int columns, int inner, Floats x, Floats w, boolean add, Floats out) {
    if (GrainSize.SMALL_MULTIPLICATIONS.threads((long) columns * inner) == 1) {
      vector(0, inner, columns, x, w, add, out);
      return;
    }
    // each thread reads sequentially; the partial sums are added in order
    int parts = Workers.COUNT;
    Floats sums = BufferPool.take(parts, columns);
    Blas.runSingleThreaded(
        () ->
            Workers.parallelFor(
                parts,
                GrainSize.TASKS.size(),
                (low, high) -> {
                  for (int i = low; i < high; i++) {
                    int from = (int) ((long) inner * i / parts);
                    int to = (int) ((long) inner * (i + 1) / parts);
                    FloatPointer partialSum = new FloatPointer(sums).position((long) i * columns);
                    vector(from, to, columns, x, w, false, partialSum);
                  }
                }));
    float[] total = new float[columns];
    float[] part = new float[columns];
    if (add) {
      out.buffer().get(0, total);
    }
    for (int i = 0; i < parts; i++) {
      sums.buffer().get(i * columns, part);
      VectorizedLoops.add(total, part, columns);
    }
    out.buffer().put(0, total);
  }

  /** Multiplies a range of rows; for a large matrix in strips, with which BLAS is faster. */
  private static void vector(
      int from,
      int to,
      int columns,
      FloatPointer x,
      FloatPointer w,
      boolean add,
      FloatPointer out) {
    boolean strips = (long) (to - from) * columns >= LARGE_MATRIX && columns <= STRIP_ELEMENTS / 4;
    int rowsPerCall = strips ? STRIP_ELEMENTS / columns : to - from;
    FloatPointer input = new FloatPointer(x);
    FloatPointer rows = new FloatPointer(w);
    Blas.Matrix result = new Blas.Matrix(out, columns);
    for (int at = from; at < to; at += rowsPerCall) {
      new Blas.Product(
              1,
              columns,
              Math.min(rowsPerCall, to - at),
              1,
              new Blas.Matrix(input.position(at), to - from),
              false,
              new Blas.Matrix(rows.position((long) at * columns), columns),
              false,
              add || at > from,
              result)
          .run();
    }
  }

  private static boolean isSmall(int rows, int columns, int inner) {
    return (long) rows * columns * inner <= SMALL_WORK || !OneDnn.available();
  }

  /** Computes a product in one thread, or without oneDNN in as many as BLAS is set to. */
  static void blas(
      boolean transposeA,
      boolean transposeB,
      int rows,
      int columns,
      int inner,
      FloatPointer a,
      FloatPointer b,
      boolean add,
      FloatPointer c) {
    Blas.Product product =
        new Blas.Product(
            rows,
            columns,
            inner,
            1,
            new Blas.Matrix(a, transposeA ? rows : inner),
            transposeA,
            new Blas.Matrix(b, transposeB ? inner : columns),
            transposeB,
            add,
            new Blas.Matrix(c, columns));
    if (OneDnn.available()) {
      Blas.runSingleThreaded(product::run);
    } else {
      product.run();
    }
  }
}
