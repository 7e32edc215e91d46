package dev.braid.internal.compute;

import dev.braid.internal.threads.GrainSize;
import dev.braid.internal.threads.Workers;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Arrays in which all positions of a sample have the same row, which is in memory once: views with
 * a stride of 0, as NumPy's broadcast arrays.
 *
 * <p>The gradient of an average over positions is one. Kernels that can read it get it as it is
 * ({@code Kernel.readsRepeatedRows}); for all others it is expanded.
 */
public final class RepeatedRows {
  private RepeatedRows() {}

  /** A view that repeats the row of each sample along all axes between first and last. */
  public static INDArray of(Floats rows, long... shape) {
    long[] strides = new long[shape.length];
    strides[0] = shape[shape.length - 1];
    strides[shape.length - 1] = 1;
    return BufferPool.repeats(rows.strided(shape, strides), rows);
  }

  /** True for a view that {@link #of} made and that has more than one position a sample. */
  public static boolean isRepeated(INDArray array) {
    return array != null && array.rank() > 2 && array.stride(1) == 0 && array.size(1) > 1;
  }

  /** The rows of such a view, one a sample. */
  public static Floats rows(INDArray repeats) {
    Floats known = BufferPool.rows(repeats);
    if (known != null) {
      return known;
    }
    long width = repeats.size(-1);
    return Floats.over(
        Nd4j.create(
            repeats.data(),
            new long[] {repeats.size(0), width},
            new long[] {width, 1},
            repeats.offset(),
            'c'));
  }

  /** The number of positions that each row is repeated at. */
  public static int positions(INDArray repeats) {
    return Math.toIntExact(repeats.length() / repeats.size(0) / repeats.size(-1));
  }

  /** Writes such a view to a dense array of this step; any other array is returned as it is. */
  public static INDArray expand(INDArray array) {
    if (!isRepeated(array)) {
      return array;
    }
    Floats rows = rows(array);
    int positions = positions(array);
    int width = Math.toIntExact(array.size(-1));
    Floats whole = BufferPool.take(array.shape());
    Workers.parallelFor(
        Math.toIntExact(array.size(0)),
        GrainSize.MOVED_ELEMENTS.items((long) positions * width),
        (low, high) -> {
          int together = Math.max(1, BlockwiseLoops.BLOCK / width);
          float[] run = new float[together * width];
          for (int sample = low; sample < high; sample++) {
            for (int i = 0; i < together; i++) {
              rows.buffer().get(sample * width, run, i * width, width);
            }
            for (int place = 0; place < positions; place += together) {
              int count = Math.min(together, positions - place);
              whole.buffer().put((sample * positions + place) * width, run, 0, count * width);
            }
          }
        });
    return whole.array();
  }
}
