package dev.braid.internal.compute;

import dev.braid.internal.environment.OneDnn;
import dev.braid.internal.threads.OpenMp;
import dev.braid.internal.threads.Workers;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;

/**
 * A large matrix product of one shape by oneDNN, partitioned among threads.
 *
 * <p><b>Idea.</b> A part is a block of the result, or, where the result is small and the sums are
 * long (the gradient of a kernel over all samples), a range of the summands of the whole result
 * ("split-K"). Each part is a oneDNN primitive with strides of the whole matrices, so that nothing
 * is copied, and runs in one thread of {@link Workers}; OpenMP's own partition would wait for its
 * slowest thread.
 *
 * <p><b>Partition.</b> Time goes into reading. A part of h x w of the result reads (h + w) k
 * elements, so the partition is the one with the least h + w that keeps more than half of the
 * threads busy: blocks are as square as can be, as in Irony, Toledo and Tiskin (Communication Lower
 * Bounds for Distributed-Memory Matrix Multiplication, JPDC 2004). A range of the summands reads (m
 * + n) k / threads, but writes m n more and reads them again to add them up, counted as 4 m n. The
 * cheaper one is taken. Blocks begin at multiples of {@link #BLOCK}, for oneDNN's kernels work on
 * registers of as many columns.
 *
 * <p><b>Right because</b> blocks don't overlap and cover the result, and ranges of summands write
 * to separate arrays, which are added in their order. The partition depends on the shape and the
 * number of threads alone, so that the same elements give the same result to the bit in every run.
 * Only part 0 adds the bias and what was there before; relu follows after the sums.
 *
 * <p><b>Cost.</b> To make the parts takes some milliseconds a shape, then they are cached.
 */
final class PartitionedProduct implements PrimitiveCache.CachedPrimitives {
  /** Blocks begin at multiples of this many rows or columns. */
  private static final int BLOCK = 16;

  /** A row of the result takes oneDNN as long as this many columns where b is transposed. */
  private static final int TRANSPOSED_COST = 16;

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

  /** Into how many parts rows, columns and sums are split. */
  private record Partition(int rows, int columns, int sums) {}

  /** A part: where its elements begin in the whole matrices, and the index of its sum. */
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

  /** {@code c = a b + bias}, then relu where asked for; the bias may be null. */
  static void affine(
      int rows, int columns, int inner, Floats a, Floats b, Floats bias, boolean relu, Floats c) {
    Shape shape = new Shape(rows, columns, inner, false, false, bias != null, relu, false);
    CACHE.use(shape, primitives -> primitives.run(a, b, bias, c));
  }

  private PartitionedProduct(Shape shape) {
    this.shape = shape;
    Partition partition = partition(shape, ParallelParts.count(shape.work()));
    sums = partition.sums;
    parts =
        ParallelParts.of(
            partition.rows * partition.columns * partition.sums, i -> part(i, partition));
  }

  /** The partition by which a thread reads the least. */
  private static Partition partition(Shape s, int count) {
    Partition best = new Partition(1, 1, 1);
    long least = Long.MAX_VALUE;
    for (int down = 1; down <= Math.min(count, blocks(s.rows)); down++) {
      int across = Math.min(count / down, blocks(s.columns));
      long rows = (s.transposeB ? TRANSPOSED_COST : 1L) * s.rows / down;
      long read = rows + s.columns / across;
      if (down * across * 2 > count && read < least) {
        best = new Partition(down, across, 1);
        least = read;
      }
    }
    long blocks = (s.rows / best.rows + (long) s.columns / best.columns) * s.inner;
    // each element of the result is written and read again for each sum
    long shares = (s.rows + (long) s.columns) * s.inner / count + 4L * s.rows * s.columns;
    if (count > 1 && count <= blocks(s.inner) && shares < blocks) {
      return new Partition(1, 1, count);
    }
    boolean strips = s.transposeB && OpenMp.canLimitThreads();
    int times = strips ? 1 + (s.columns / best.columns - 1) / WIDEST : 1;
    return new Partition(best.rows, best.columns * times, 1);
  }

  private static int blocks(int length) {
    return (length + BLOCK - 1) / BLOCK;
  }

  /** Where a block begins. */
  private static int bound(int length, int block, int blocks) {
    return Math.min(length, BLOCK * ParallelParts.bound(blocks(length), block, blocks));
  }

  private Part part(int number, Partition partition) {
    Shape s = shape;
    int sum = number % partition.sums;
    int block = number / partition.sums;
    int top = bound(s.rows, block / partition.columns, partition.rows);
    int height = bound(s.rows, block / partition.columns + 1, partition.rows) - top;
    int left = bound(s.columns, block % partition.columns, partition.columns);
    int width = bound(s.columns, block % partition.columns + 1, partition.columns) - left;
    int from = bound(s.inner, sum, partition.sums);
    int inner = bound(s.inner, sum + 1, partition.sums) - from;
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
            what,
            OneDnn.attributes(s.add && sum == 0, s.relu && partition.sums == 1),
            OneDnn.engine());
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

  /** A transposed matrix is the same memory read in the other order. */
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
