package dev.braid.internal.compute;

import dev.braid.internal.threads.GrainSize;
import dev.braid.internal.threads.Workers;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Arrays in which all positions of a sample repeat one row that is stored once: views with a stride
 * of 0, like NumPy's broadcast arrays.
 *
 * <p>The gradient of an average over positions has this form. Kernels that can read it receive it
 * unchanged ({@code Kernel.readsRepeatedRows}); for all others it is expanded.
 */
public final class RepeatedRows {
  private RepeatedRows() {}

  /** Returns a view that repeats the row of each sample along all axes between first and last. */
  public static INDArray of(Floats rows, long... shape) {
    long[] strides = new long[shape.length];
    strides[0] = shape[shape.length - 1];
    strides[shape.length - 1] = 1;
    return BufferPool.registerRepeated(rows.strided(shape, strides), rows);
  }

  /** Returns whether an array is a view of {@link #of} with more than one position per sample. */
  public static boolean isRepeated(INDArray array) {
    return array != null && array.rank() > 2 && array.stride(1) == 0 && array.size(1) > 1;
  }

  /** Returns the rows of such a view, one per sample. */
  public static Floats rows(INDArray view) {
    Floats registered = BufferPool.rows(view);
    if (registered != null) {
      return registered;
    }
    long width = view.size(-1);
    return Floats.over(
        Nd4j.create(
            view.data(),
            new long[] {view.size(0), width},
            new long[] {width, 1},
            view.offset(),
            'c'));
  }

  /** Returns the number of positions at which each row is repeated. */
  public static int positions(INDArray view) {
    return Math.toIntExact(view.length() / view.size(0) / view.size(-1));
  }

  /** Copies such a view to a dense array of the current step; returns any other array unchanged. */
  public static INDArray expand(INDArray array) {
    if (!isRepeated(array)) {
      return array;
    }
    Floats rows = rows(array);
    int positions = positions(array);
    int width = Math.toIntExact(array.size(-1));
    Floats expanded = BufferPool.take(array.shape());
    Workers.parallelFor(
        Math.toIntExact(array.size(0)),
        GrainSize.MOVED_ELEMENTS.items((long) positions * width),
        (low, high) -> {
          int rowsPerCopy = Math.max(1, BlockwiseLoops.BLOCK / width);
          float[] copies = new float[rowsPerCopy * width];
          for (int sample = low; sample < high; sample++) {
            for (int i = 0; i < rowsPerCopy; i++) {
              rows.buffer().get(sample * width, copies, i * width, width);
            }
            for (int position = 0; position < positions; position += rowsPerCopy) {
              int count = Math.min(rowsPerCopy, positions - position);
              expanded
                  .buffer()
                  .put((sample * positions + position) * width, copies, 0, count * width);
            }
          }
        });
    return expanded.array();
  }
}
