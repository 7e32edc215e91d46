package dev.braid.internal.engine.kernels.support;

import dev.braid.internal.compute.Floats;
import dev.braid.internal.compute.VectorizedLoops;
import dev.braid.internal.threads.GrainSize;
import dev.braid.internal.threads.Workers;
import java.util.Arrays;

/**
 * The broadcast of a small array to a larger shape, sample by sample.
 *
 * @param shape the shape of the large array, whose first axis is the samples
 * @param smallShape the shape of the small array
 * @param rows the offset in a small sample of each row of a large sample
 * @param width the length of these rows
 * @param single whether a row repeats one element
 */
public record Broadcast(long[] shape, long[] smallShape, int[] rows, int width, boolean single) {
  /** Returns the broadcast shape; arrays of lower rank get axes of size 1 after the samples. */
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

  /** Returns the broadcast from a shape to a larger one; null if they are equal. */
  public static Broadcast of(long[] smallShape, long[] shape) {
    if (Arrays.equals(smallShape, shape)) {
      return null;
    }
    int rank = shape.length;
    long[] aligned = aligned(smallShape, rank);
    int[] rows = new int[1];
    for (int axis = 1; axis < rank - 1; axis++) {
      int size = Math.toIntExact(shape[axis]);
      int smallSize = Math.toIntExact(aligned[axis]);
      int[] expanded = new int[rows.length * size];
      for (int i = 0; i < expanded.length; i++) {
        expanded[i] = rows[i / size] * smallSize + (smallSize == 1 ? 0 : i % size);
      }
      rows = expanded;
    }
    int last = Math.toIntExact(aligned[rank - 1]);
    for (int i = 0; i < rows.length; i++) {
      rows[i] *= last;
    }
    int width = Math.toIntExact(shape[rank - 1]);
    return new Broadcast(shape, smallShape, rows, width, last < width);
  }

  private int samples() {
    return Math.toIntExact(shape[0]);
  }

  private int largeLength() {
    return rows.length * width;
  }

  private int grain() {
    return GrainSize.MOVED_ELEMENTS.items(largeLength());
  }

  /** Returns the large array. */
  public Floats expand(Floats small) {
    Floats out = FastKernel.empty(shape);
    int size = small.length() / samples();
    Workers.parallelFor(
        samples(),
        grain(),
        (low, high) -> {
          float[] smallSample = new float[size];
          float[] largeSample = new float[largeLength()];
          for (int n = low; n < high; n++) {
            small.buffer().get(n * size, smallSample);
            repeat(smallSample, largeSample);
            out.buffer().put(n * largeSample.length, largeSample);
          }
        });
    return out;
  }

  private void repeat(float[] smallSample, float[] largeSample) {
    for (int i = 0; i < rows.length; i++) {
      if (single) {
        Arrays.fill(largeSample, i * width, (i + 1) * width, smallSample[rows[i]]);
      } else {
        System.arraycopy(smallSample, rows[i], largeSample, i * width, width);
      }
    }
  }

  /** Sums a large array to the small shape. */
  public Floats reduce(Floats large) {
    Floats out = FastKernel.empty(smallShape);
    int size = out.length() / samples();
    Workers.parallelFor(
        samples(),
        grain(),
        (low, high) -> {
          float[] smallSample = new float[size];
          for (int n = low; n < high; n++) {
            Arrays.fill(smallSample, 0);
            addRows(large, n * largeLength(), smallSample);
            out.buffer().put(n * size, smallSample);
          }
        });
    return out;
  }

  /** Adds rows, of which adjacent ones often have the same offset. */
  private void addRows(Floats large, int start, float[] smallSample) {
    float[] row = new float[width];
    float[] sum = new float[width];
    for (int i = 0; i < rows.length; i++) {
      large.buffer().get(start + i * width, row);
      VectorizedLoops.add(sum, row, width);
      if (i == rows.length - 1 || rows[i + 1] != rows[i]) {
        for (int k = 0; k < width; k++) {
          smallSample[rows[i] + (single ? 0 : k)] += sum[k];
        }
        Arrays.fill(sum, 0);
      }
    }
  }
}
