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
 * <p><b>Idea.</b> A piece is a block of the result or, if the result is small and the sums are long
 * (the gradient of a kernel over all samples), a range of the summands of the whole result
 * ("split-K"). Each piece is a oneDNN primitive with the strides of the whole matrices, so that
 * nothing is copied, and runs in one thread of {@link Workers}; with OpenMP's own partition, all
 * threads would wait for the slowest.
 *
 * <p><b>Partition.</b> Reading dominates the time. A block of h x w of the result reads (h + w) k
 * elements, so the partition is the one with the least h + w that keeps more than half of the
 * threads busy: blocks are as square as possible, as in Irony, Toledo and Tiskin (Communication
 * Lower Bounds for Distributed-Memory Matrix Multiplication, JPDC 2004). A range of the summands
 * reads (m + n) k / threads, but writes m n more and reads them again to add them, counted as 4 m
 * n. The cheaper partition is used. Blocks begin at multiples of {@link #BLOCK}, since oneDNN's
 * kernels use registers of that many columns.
 *
 * <p><b>Correctness.</b> Blocks are disjoint and cover the result, and ranges of summands write to
 * separate arrays, which are added in order. The partition depends only on the shape and the number
 * of threads, so that equal inputs give bitwise equal results in every run. Only piece 0 adds the
 * bias and the previous content; relu is applied after the sums.
 *
 * <p><b>Cost.</b> Creating the pieces takes some milliseconds per shape; then they are cached.
 */
final class PartitionedProduct implements PrimitiveCache.CachedPrimitives {
  /** The number of rows or columns of which the starts of blocks are multiples. */
  private static final int BLOCK = 16;

  /** The number of columns that cost as much as a row of the result if b is transposed. */
  private static final int TRANSPOSED_COST = 16;

  /** The maximum width of a transposed b; oneDNN is slower beyond, as after a flattened image. */
  private static final int MAX_TRANSPOSED_WIDTH = 1024;

  private static final PrimitiveCache<Shape, PartitionedProduct> CACHE =
      new PrimitiveCache<>(PartitionedProduct::new);

  /** The shape of a product of (rows, inner) and (inner, columns). */
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

  /** The numbers of pieces into which rows, columns and sums are divided. */
  private record Partition(int rows, int columns, int sums) {}

  /** A piece: the offsets of its first elements in the whole matrices, and the index of its sum. */
  private record Part(Primitive code, long a, long b, long bias, long c, int sum) {}

  private final Shape shape;
  private final int sums;
  private final ParallelParts<Part> parts;

  /** Computes {@code c = op(a) op(b)}, or {@code c += …}. */
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

  /** Computes {@code c = a b + bias}, then relu if {@code relu}; the bias may be null. */
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

  /** Returns the partition with which each thread reads the least. */
  private static Partition partition(Shape s, int count) {
    Partition best = new Partition(1, 1, 1);
    long least = Long.MAX_VALUE;
    for (int rowBlocks = 1; rowBlocks <= Math.min(count, blocks(s.rows)); rowBlocks++) {
      int columnBlocks = Math.min(count / rowBlocks, blocks(s.columns));
      long rows = (s.transposeB ? TRANSPOSED_COST : 1L) * s.rows / rowBlocks;
      long read = rows + s.columns / columnBlocks;
      if (rowBlocks * columnBlocks * 2 > count && read < least) {
        best = new Partition(rowBlocks, columnBlocks, 1);
        least = read;
      }
    }
    long blockCost = (s.rows / best.rows + (long) s.columns / best.columns) * s.inner;
    // each sum writes each element of the result, which is then read again
    long splitSumCost = (s.rows + (long) s.columns) * s.inner / count + 4L * s.rows * s.columns;
    if (count > 1 && count <= blocks(s.inner) && splitSumCost < blockCost) {
      return new Partition(1, 1, count);
    }
    boolean isLimited = s.transposeB && OpenMp.canLimitThreads();
    int strips = isLimited ? 1 + (s.columns / best.columns - 1) / MAX_TRANSPOSED_WIDTH : 1;
    return new Partition(best.rows, best.columns * strips, 1);
  }

  private static int blocks(int length) {
    return (length + BLOCK - 1) / BLOCK;
  }

  /** Returns the start of a block. */
  private static int bound(int length, int block, int blocks) {
    return Math.min(length, BLOCK * ParallelParts.bound(blocks(length), block, blocks));
  }

  private Part part(int index, Partition partition) {
    Shape s = shape;
    int sum = index % partition.sums;
    int block = index / partition.sums;
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
    matmul.desc operation = withBias ? new matmul.desc(a, b, bias, c) : new matmul.desc(a, b, c);
    matmul.primitive_desc descriptor =
        new matmul.primitive_desc(
            operation,
            OneDnn.attributes(s.add && sum == 0, s.relu && partition.sums == 1),
            OneDnn.engine());
    Primitive code =
        new Primitive(new matmul(descriptor), descriptor)
            .argument(dnnl.DNNL_ARG_SRC, a)
            .argument(dnnl.DNNL_ARG_WEIGHTS, b)
            .argument(dnnl.DNNL_ARG_DST, c);
    if (withBias) {
      code.argument(dnnl.DNNL_ARG_BIAS, bias);
    }
    return new Part(
        code,
        offset(top, from, s.transposeA, strideA),
        offset(from, left, s.transposeB, strideB),
        left,
        offset(top, left, false, s.columns),
        sum);
  }

  private static long offset(long row, long column, boolean transposed, long stride) {
    return transposed ? column * stride + row : row * stride + column;
  }

  /** Describes a matrix; a transposed one is the same memory with swapped strides. */
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
