package dev.braid.internal.compute;

import dev.braid.internal.threads.GrainSize;
import dev.braid.internal.threads.Workers;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Arrays in which all places of a sample hold the same row, which stands in memory once.
 *
 * <p>Such is the gradient of an average. Few can read it; for all others it is spread out.
 */
public final class RepeatedRows {
  private RepeatedRows() {}

  /** A row a sample, to be read at every place between the first and the last dimension. */
  public static INDArray of(Floats rows, long... shape) {
    long[] strides = new long[shape.length];
    strides[0] = shape[shape.length - 1];
    strides[shape.length - 1] = 1;
    return BufferPool.repeats(rows.strided(shape, strides), rows);
  }

  /** True for what {@link #of} made of more than one place. */
  public static boolean isRepeated(INDArray array) {
    return array != null && array.rank() > 2 && array.stride(1) == 0 && array.size(1) > 1;
  }

  /** The rows of such an array, one a sample. */
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

  /** How many places hold each row. */
  public static int positions(INDArray repeats) {
    return Math.toIntExact(repeats.length() / repeats.size(0) / repeats.size(-1));
  }

  /** An array that repeats nothing, in memory of this step; any other array is left as it is. */
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
