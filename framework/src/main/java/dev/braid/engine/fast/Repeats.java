package dev.braid.engine.fast;

import dev.braid.engine.threads.GrainSize;
import dev.braid.engine.threads.Workers;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Arrays in which all places of a sample hold the same row, which stands in memory once.
 *
 * <p>Such is the slope of an average. Few can read it; for all others it is spread out.
 */
public final class Repeats {
  private Repeats() {}

  /** A row a sample, to be read at every place between the first and the last dimension. */
  public static INDArray of(Floats rows, long... shape) {
    long[] strides = new long[shape.length];
    strides[0] = shape[shape.length - 1];
    strides[shape.length - 1] = 1;
    return StepMemory.repeats(rows.strided(shape, strides), rows);
  }

  /** True for what {@link #of} made of more than one place. */
  public static boolean are(INDArray array) {
    return array != null && array.rank() > 2 && array.stride(1) == 0 && array.size(1) > 1;
  }

  /** The rows of such an array, one a sample. */
  public static Floats rows(INDArray repeats) {
    Floats known = StepMemory.rows(repeats);
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
  public static int places(INDArray repeats) {
    return Math.toIntExact(repeats.length() / repeats.size(0) / repeats.size(-1));
  }

  /** An array that repeats nothing, in memory of this step; any other array is left as it is. */
  public static INDArray spread(INDArray array) {
    if (!are(array)) {
      return array;
    }
    Floats rows = rows(array);
    int places = places(array);
    int width = Math.toIntExact(array.size(-1));
    Floats whole = StepMemory.take(array.shape());
    Workers.parallelFor(
        Math.toIntExact(array.size(0)),
        GrainSize.MOVED_ELEMENTS.items((long) places * width),
        (low, high) -> {
          int together = Math.max(1, Tiles.SIZE / width);
          float[] run = new float[together * width];
          for (int sample = low; sample < high; sample++) {
            for (int i = 0; i < together; i++) {
              rows.buffer().get(sample * width, run, i * width, width);
            }
            for (int place = 0; place < places; place += together) {
              int count = Math.min(together, places - place);
              whole.buffer().put((sample * places + place) * width, run, 0, count * width);
            }
          }
        });
    return whole.array();
  }
}
