package dev.braid.internal.compute;

import dev.braid.internal.environment.OneDnn;
import dev.braid.internal.threads.OpenMp;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;

/**
 * A large product of one shape by oneDNN, a part for each thread: a block of the result, or a share
 * of the sums where those are long and the result is small.
 */
final class PartitionedProduct implements PrimitiveCache.CachedPrimitives {
  /** Blocks begin at multiples of as many rows or columns. */
  private static final int BLOCK = 16;

  /** A row of the result takes oneDNN as long as so many columns where b is transposed. */
  private static final int TURNED = 16;

  /** oneDNN slows down where a transposed b has more columns, as after a flattened image. */
  private static final int WIDEST = 1024;

  private static final PrimitiveCache<Shape, PartitionedProduct> CACHE =
      new PrimitiveCache<>(PartitionedProduct::new);

  /** (rows, inner) times (inner, columns). */
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

  /** How often rows, columns and sums are cut. */
  private record Cuts(int rows, int columns, int sums) {}

  /** A part; where its numbers begin in the whole matrices, and the number of its sum. */
  private record Part(Primitive code, long a, long b, long bias, long c, int sum) {}

  private final Shape shape;
  private final int sums;
  private final ParallelParts<Part> parts;

  /** {@code c = op(a) op(b)}, or {@code c += …}. */
  static void product(
      int rows,
      int columns,
      int inner,
      Floats a,
      boolean transposeA,
      Floats b,
      boolean transposeB,
      boolean add,
      Floats c) {
    Shape shape = new Shape(rows, columns, inner, transposeA, transposeB, false, false, add);
    CACHE.use(shape, primitives -> primitives.run(a, b, null, c));
  }

  /** {@code c = a b + bias}, cut at zero where {@code relu}; the bias may be null. */
  static void affine(
      int rows, int columns, int inner, Floats a, Floats b, Floats bias, boolean relu, Floats c) {
    Shape shape = new Shape(rows, columns, inner, false, false, bias != null, relu, false);
    CACHE.use(shape, primitives -> primitives.run(a, b, bias, c));
  }

  private PartitionedProduct(Shape shape) {
    this.shape = shape;
    Cuts cuts = cuts(shape, ParallelParts.count(shape.work()));
    sums = cuts.sums;
    parts = ParallelParts.of(cuts.rows * cuts.columns * cuts.sums, i -> part(i, cuts));
  }

  /** What lets a thread read the least. */
  private static Cuts cuts(Shape s, int count) {
    Cuts best = new Cuts(1, 1, 1);
    long least = Long.MAX_VALUE;
    for (int down = 1; down <= Math.min(count, blocks(s.rows)); down++) {
      int across = Math.min(count / down, blocks(s.columns));
      long rows = (s.transposeB ? TURNED : 1L) * s.rows / down;
      long read = rows + s.columns / across;
      if (down * across * 2 > count && read < least) {
        best = new Cuts(down, across, 1);
        least = read;
      }
    }
    long blocks = (s.rows / best.rows + (long) s.columns / best.columns) * s.inner;
    // each number of the result is written once more for each sum, and read again
    long shares = (s.rows + (long) s.columns) * s.inner / count + 4L * s.rows * s.columns;
    if (count > 1 && count <= blocks(s.inner) && shares < blocks) {
      return new Cuts(1, 1, count);
    }
    boolean strips = s.transposeB && OpenMp.canLimitThreads();
    int times = strips ? 1 + (s.columns / best.columns - 1) / WIDEST : 1;
    return new Cuts(best.rows, best.columns * times, 1);
  }

  private static int blocks(int length) {
    return (length + BLOCK - 1) / BLOCK;
  }

  /** Where a block begins. */
  private static int bound(int length, int block, int blocks) {
    return Math.min(length, BLOCK * ParallelParts.bound(blocks(length), block, blocks));
  }

  private Part part(int number, Cuts cuts) {
    Shape s = shape;
    int sum = number % cuts.sums;
    int block = number / cuts.sums;
    int top = bound(s.rows, block / cuts.columns, cuts.rows);
    int height = bound(s.rows, block / cuts.columns + 1, cuts.rows) - top;
    int left = bound(s.columns, block % cuts.columns, cuts.columns);
    int width = bound(s.columns, block % cuts.columns + 1, cuts.columns) - left;
    int from = bound(s.inner, sum, cuts.sums);
    int inner = bound(s.inner, sum + 1, cuts.sums) - from;
    int strideA = s.transposeA ? s.rows : s.inner;
    int strideB = s.transposeB ? s.inner : s.columns;
    memory.desc a = matrix(height, inner, s.transposeA, strideA);
    memory.desc b = matrix(inner, width, s.transposeB, strideB);
    memory.desc c = matrix(height, width, false, s.columns);
    memory.desc bias = matrix(1, width, false, width);
    boolean withBias = s.bias && sum == 0;
    matmul.desc what = withBias ? new matmul.desc(a, b, bias, c) : new matmul.desc(a, b, c);
    matmul.primitive_desc how =
        new matmul.primitive_desc(
            what, OneDnn.attributes(s.add && sum == 0, s.relu && cuts.sums == 1), OneDnn.engine());
    Primitive code =
        new Primitive(new matmul(how), how)
            .argument(dnnl.DNNL_ARG_SRC, a)
            .argument(dnnl.DNNL_ARG_WEIGHTS, b)
            .argument(dnnl.DNNL_ARG_DST, c);
    if (withBias) {
      code.argument(dnnl.DNNL_ARG_BIAS, bias);
    }
    return new Part(
        code,
        place(top, from, s.transposeA, strideA),
        place(from, left, s.transposeB, strideB),
        left,
        place(top, left, false, s.columns),
        sum);
  }

  private static long place(long row, long column, boolean transposed, long stride) {
    return transposed ? column * stride + row : row * stride + column;
  }

  /** A transposed matrix is the same memory walked in the other order. */
  private static memory.desc matrix(long rows, long columns, boolean transposed, long stride) {
    long[] strides = transposed ? new long[] {1, stride} : new long[] {stride, 1};
    return new memory.desc(new long[] {rows, columns}, memory.data_type.f32, strides);
  }

  @Override
  public long bytes() {
    return Primitive.bytes(parts.count());
  }

  @Override
  public void close() {
    parts.close(part -> part.code.close());
  }

  private void run(Floats a, Floats b, Floats bias, Floats c) {
    List<Floats> results = new ArrayList<>();
    results.add(c);
    while (results.size() < sums) {
      results.add(BufferPool.take(shape.rows, shape.columns));
    }
    parts.run(
        part -> {
          part.code
              .at(dnnl.DNNL_ARG_SRC, a, part.a)
              .at(dnnl.DNNL_ARG_WEIGHTS, b, part.b)
              .at(dnnl.DNNL_ARG_DST, results.get(part.sum), part.c);
          if (shape.bias && part.sum == 0) {
            part.code.at(dnnl.DNNL_ARG_BIAS, bias, part.bias);
          }
          part.code.run();
        });
    if (sums > 1) {
      BlockwiseLoops.sum(results);
      if (shape.relu) {
        BlockwiseLoops.over((blocks, length) -> VectorizedLoops.relu(blocks[0], length), c, c);
      }
    }
  }
}
