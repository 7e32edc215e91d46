package dev.braid.internal.engine.kernels.support;

import dev.braid.internal.compute.Floats;
import dev.braid.internal.compute.VectorizedLoops;
import dev.braid.internal.threads.GrainSize;
import dev.braid.internal.threads.Workers;
import java.util.Arrays;

/**
 * The broadcast of a small array to a larger shape, sample by sample.
 *
 * @param shape the large one's, whose first axis is that of the samples
 * @param from the small one's
 * @param rows where each row of a large sample is found in a small one
 * @param width how long those rows are
 * @param single true where one element fills a row
 */
public record Broadcast(long[] shape, long[] from, int[] rows, int width, boolean single) {
  /** The shape of arrays together; those of lower rank get axes of size 1 behind the samples. */
  public static long[] shape(long[]... all) {
    int rank = Arrays.stream(all).mapToInt(each -> each.length).max().orElseThrow();
    long[] shape = new long[rank];
    for (long[] each : all) {
      long[] aligned = aligned(each, rank);
      Arrays.setAll(shape, i -> Math.max(shape[i], aligned[i]));
    }
    return shape;
  }

  private static long[] aligned(long[] shape, int rank) {
    long[] aligned = new long[rank];
    Arrays.fill(aligned, 1);
    aligned[0] = shape[0];
    System.arraycopy(shape, 1, aligned, rank - shape.length + 1, shape.length - 1);
    return aligned;
  }

  /** From a shape to a larger one; null where they are one. */
  public static Broadcast of(long[] from, long[] shape) {
    if (Arrays.equals(from, shape)) {
      return null;
    }
    int rank = shape.length;
    long[] aligned = aligned(from, rank);
    int[] rows = new int[1];
    for (int axis = 1; axis < rank - 1; axis++) {
      int size = Math.toIntExact(shape[axis]);
      int own = Math.toIntExact(aligned[axis]);
      int[] more = new int[rows.length * size];
      for (int i = 0; i < more.length; i++) {
        more[i] = rows[i / size] * own + (own == 1 ? 0 : i % size);
      }
      rows = more;
    }
    int last = Math.toIntExact(aligned[rank - 1]);
    for (int i = 0; i < rows.length; i++) {
      rows[i] *= last;
    }
    int width = Math.toIntExact(shape[rank - 1]);
    return new Broadcast(shape, from, rows, width, last < width);
  }

  private int samples() {
    return Math.toIntExact(shape[0]);
  }

  private int large() {
    return rows.length * width;
  }

  private int least() {
    return GrainSize.MOVED_ELEMENTS.items(large());
  }

  /** The large array. */
  public Floats expand(Floats small) {
    Floats out = FastKernel.empty(shape);
    int size = small.length() / samples();
    Workers.parallelFor(
        samples(),
        least(),
        (low, high) -> {
          float[] own = new float[size];
          float[] all = new float[large()];
          for (int n = low; n < high; n++) {
            small.buffer().get(n * size, own);
            repeat(own, all);
            out.buffer().put(n * all.length, all);
          }
        });
    return out;
  }

  private void repeat(float[] own, float[] all) {
    for (int i = 0; i < rows.length; i++) {
      if (single) {
        Arrays.fill(all, i * width, (i + 1) * width, own[rows[i]]);
      } else {
        System.arraycopy(own, rows[i], all, i * width, width);
      }
    }
  }

  /** Sums a large array to the small shape. */
  public Floats reduce(Floats large) {
    Floats out = FastKernel.empty(from);
    int size = out.length() / samples();
    Workers.parallelFor(
        samples(),
        least(),
        (low, high) -> {
          float[] own = new float[size];
          for (int n = low; n < high; n++) {
            Arrays.fill(own, 0);
            gather(large, n * large(), own);
            out.buffer().put(n * size, own);
          }
        });
    return out;
  }

  /** Adds up rows; neighbours often belong to one. */
  private void gather(Floats large, int from, float[] own) {
    float[] row = new float[width];
    float[] sum = new float[width];
    for (int i = 0; i < rows.length; i++) {
      large.buffer().get(from + i * width, row);
      VectorizedLoops.add(sum, row, width);
      if (i == rows.length - 1 || rows[i + 1] != rows[i]) {
        for (int k = 0; k < width; k++) {
          own[rows[i] + (single ? 0 : k)] += sum[k];
        }
        Arrays.fill(sum, 0);
      }
    }
  }
}
