package dev.braid.internal.compute;

import dev.braid.internal.environment.OneDnn;
import dev.braid.internal.threads.GrainSize;
import dev.braid.internal.threads.Workers;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Matrix products of dense rows: oneDNN for large ones, BLAS for small ones and where it is absent.
 */
public final class Gemm {
  /** Up to this work OpenBLAS uses one thread, and a call costs less than oneDNN's. */
  private static final long SMALL = 64L * 64 * 64;

  /**
   * Numbers that one call takes of a matrix that comes from memory: with twice as many, 63 MB take
   * half as long again.
   */
  private static final int STRIP = 4096;

  /** Matrices of this many elements come from memory, smaller ones perhaps from a cache. */
  private static final long LARGE = 1L << 22;

  private Gemm() {}

  /** {@code c = op(a) op(b)}, or {@code c += …}. */
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
    if (small(rows, columns, inner)) {
      blas(transposeA, transposeB, rows, columns, inner, a, b, add, c);
    } else {
      PartitionedProduct.product(rows, columns, inner, a, transposeA, b, transposeB, add, c);
    }
  }

  /** {@code out = x w + bias}, then relu where asked for; the bias may be null. */
  public static void affine(
      int rows, int columns, int inner, Floats x, Floats w, Floats bias, boolean relu, Floats out) {
    if (rows > 1 && !small(rows, columns, inner)) {
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

  /** One row: the matrix is read once and where it lies, by all threads where it is large. */
  private static void vector(int columns, int inner, Floats x, Floats w, boolean add, Floats out) {
    if (GrainSize.SMALL_MULTIPLICATIONS.threads((long) columns * inner) == 1) {
      vector(0, inner, columns, x, w, add, out);
      return;
    }
    // each thread reads on in one place; the parts are added in their order
    int parts = Workers.COUNT;
    Floats sums = BufferPool.take(parts, columns);
    Blas.alone(
        () ->
            Workers.parallelFor(
                parts,
                GrainSize.TASKS.size(),
                (low, high) -> {
                  for (int i = low; i < high; i++) {
                    int from = (int) ((long) inner * i / parts);
                    int to = (int) ((long) inner * (i + 1) / parts);
                    FloatPointer place = new FloatPointer(sums).position((long) i * columns);
                    vector(from, to, columns, x, w, false, place);
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

  /** A part of the rows; those of a large matrix a few at a time, which BLAS is faster with. */
  private static void vector(
      int from,
      int to,
      int columns,
      FloatPointer x,
      FloatPointer w,
      boolean add,
      FloatPointer out) {
    boolean strips = (long) (to - from) * columns >= LARGE && columns <= STRIP / 4;
    int together = strips ? STRIP / columns : to - from;
    FloatPointer numbers = new FloatPointer(x);
    FloatPointer rows = new FloatPointer(w);
    Blas.Matrix result = new Blas.Matrix(out, columns);
    for (int at = from; at < to; at += together) {
      new Blas.Product(
              1,
              columns,
              Math.min(together, to - at),
              1,
              new Blas.Matrix(numbers.position(at), to - from),
              false,
              new Blas.Matrix(rows.position((long) at * columns), columns),
              false,
              add || at > from,
              result)
          .run();
    }
  }

  private static boolean small(int rows, int columns, int inner) {
    return (long) rows * columns * inner <= SMALL || !OneDnn.available();
  }

  /** A product in one thread, or without oneDNN in as many as BLAS is set to. */
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
      Blas.alone(product::run);
    } else {
      product.run();
    }
  }
}
