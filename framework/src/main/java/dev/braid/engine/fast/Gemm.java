package dev.braid.engine.fast;

import dev.braid.engine.threads.Workers;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Matrix products of dense rows: oneDNN for large ones, BLAS for small ones and where it is absent.
 */
public final class Gemm {
  /** Up to here OpenBLAS takes one thread, and a call costs less than oneDNN's. */
  private static final long SMALL = 64L * 64 * 64;

  /** So many products with a matrix that is read once are worth a thread. */
  private static final int LEAST_SHARE = 1 << 20;

  /**
   * Numbers that one call takes of a matrix that comes from memory: with twice as many, 63 MB take
   * half as long again.
   */
  private static final int STRIP = 4096;

  /** Matrices of as many numbers come from memory, smaller ones perhaps from a cache. */
  private static final long LARGE = 1L << 22;

  /** Parts are cut at multiples of as many rows or columns. */
  private static final int BLOCK = 16;

  private static final Recent<Shape, Parts<Part>> PARTS = new Recent<>(512);

  private Gemm() {}

  /** What a primitive is made for: (rows, inner) times (inner, columns). */
  private record Shape(
      int rows,
      int columns,
      int inner,
      boolean transposeA,
      boolean transposeB,
      boolean bias,
      boolean relu,
      boolean add) {
    long work() {
      return (long) rows * columns * inner;
    }
  }

  /** {@code c = op(a) op(b)}, or {@code c += …}. */
  public static void product(
      boolean transposeA,
      boolean transposeB,
      int rows,
      int columns,
      int inner,
      FloatPointer a,
      FloatPointer b,
      boolean add,
      FloatPointer c) {
    if (small(rows, columns, inner)) {
      blas(transposeA, transposeB, rows, columns, inner, a, b, add, c);
    } else {
      run(
          new Shape(rows, columns, inner, transposeA, transposeB, false, false, add),
          a,
          b,
          null,
          c);
    }
  }

  /** {@code out = x w + bias}, cut at zero where {@code relu}; the bias may be null. */
  public static void affine(
      int rows, int columns, int inner, Floats x, Floats w, Floats bias, boolean relu, Floats out) {
    if (rows > 1 && !small(rows, columns, inner)) {
      run(
          new Shape(rows, columns, inner, false, false, bias != null, relu, false),
          x,
          w,
          bias,
          out);
      return;
    }
    if (bias != null) {
      Tiles.repeat(bias.toHeap(), out);
    }
    if (rows == 1) {
      vector(columns, inner, x, w, bias != null, out);
    } else {
      blas(false, false, rows, columns, inner, x, w, bias != null, out);
    }
    if (relu) {
      Tiles.over((tiles, length) -> Loops.cut(tiles[0], length), out, out);
    }
  }

  /** One row: the matrix is read once and where it lies, by all threads where it is large. */
  private static void vector(int columns, int inner, Floats x, Floats w, boolean add, Floats out) {
    if (Workers.COUNT == 1 || (long) columns * inner < LEAST_SHARE * 2L) {
      vector(0, inner, columns, x, w, add, out);
      return;
    }
    // each thread reads on in one place; the parts are added in their order
    int parts = Workers.COUNT;
    Floats sums = StepMemory.take(parts, columns);
    Blas.alone(
        () ->
            Workers.share(
                parts,
                1,
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
      Loops.add(total, part, columns);
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

  private static void run(
      Shape shape, FloatPointer a, FloatPointer b, FloatPointer bias, FloatPointer c) {
    Parts<Part> parts = PARTS.get(shape, Gemm::parts);
    synchronized (parts) {
      parts.run(part -> part.run(a, b, bias, c));
    }
  }

  /** A block of the result; where its matrices begin in the whole ones. */
  private record Part(Primitive code, long a, long b, long bias, long c) {
    void run(FloatPointer allA, FloatPointer allB, FloatPointer allBias, FloatPointer allC) {
      code.at(dnnl.DNNL_ARG_SRC, allA, a)
          .at(dnnl.DNNL_ARG_WEIGHTS, allB, b)
          .at(dnnl.DNNL_ARG_DST, allC, c);
      if (allBias != null) {
        code.at(dnnl.DNNL_ARG_BIAS, allBias, bias);
      }
      code.run();
    }
  }

  /** Cuts the result into blocks that are as square as can be, for those read the least. */
  private static Parts<Part> parts(Shape s) {
    int most = Parts.count(s.work(), blocks(s.rows) * blocks(s.columns));
    int down = 1;
    int across = 1;
    int least = Integer.MAX_VALUE;
    for (int i = 1; i <= most; i++) {
      int k = most / i;
      int read = s.rows / i + s.columns / k;
      if (most % i == 0 && i <= blocks(s.rows) && k <= blocks(s.columns) && read < least) {
        down = i;
        across = k;
        least = read;
      }
    }
    int rows = down;
    int columns = across;
    return Parts.of(rows * columns, i -> part(s, i / columns, rows, i % columns, columns));
  }

  private static int blocks(int length) {
    return (length + BLOCK - 1) / BLOCK;
  }

  /** Where a block begins. */
  private static int bound(int length, int part, int parts) {
    return Math.min(length, BLOCK * Parts.bound(blocks(length), part, parts));
  }

  private static Part part(Shape s, int row, int rows, int column, int columns) {
    int top = bound(s.rows, row, rows);
    int height = bound(s.rows, row + 1, rows) - top;
    int left = bound(s.columns, column, columns);
    int width = bound(s.columns, column + 1, columns) - left;
    memory.desc a = matrix(height, s.inner, s.transposeA, s.transposeA ? s.rows : s.inner);
    memory.desc b = matrix(s.inner, width, s.transposeB, s.transposeB ? s.inner : s.columns);
    memory.desc c = matrix(height, width, false, s.columns);
    memory.desc bias = matrix(1, width, false, width);
    matmul.desc what = s.bias ? new matmul.desc(a, b, bias, c) : new matmul.desc(a, b, c);
    matmul.primitive_desc how =
        new matmul.primitive_desc(what, OneDnn.attributes(s.add, s.relu), OneDnn.engine());
    Primitive code =
        new Primitive(new matmul(how), how)
            .argument(dnnl.DNNL_ARG_SRC, a)
            .argument(dnnl.DNNL_ARG_WEIGHTS, b)
            .argument(dnnl.DNNL_ARG_DST, c);
    if (s.bias) {
      code.argument(dnnl.DNNL_ARG_BIAS, bias);
    }
    long toLeft = s.transposeB ? (long) left * s.inner : left;
    long toTop = s.transposeA ? top : (long) top * s.inner;
    return new Part(code, toTop, toLeft, left, (long) top * s.columns + left);
  }

  /** A transposed matrix is the same memory walked in the other order. */
  private static memory.desc matrix(long rows, long columns, boolean transposed, long stride) {
    long[] strides = transposed ? new long[] {1, stride} : new long[] {stride, 1};
    return new memory.desc(new long[] {rows, columns}, memory.data_type.f32, strides);
  }
}
