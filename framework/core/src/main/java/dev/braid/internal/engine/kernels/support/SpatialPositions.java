package dev.braid.internal.engine.kernels.support;

import dev.braid.internal.threads.GrainSize;
import java.util.Arrays;

/** The positions of samples that a global pooling reduces, each with one value per channel. */
public record SpatialPositions(long[] shape) {
  public int channels() {
    return Math.toIntExact(shape[shape.length - 1]);
  }

  public int samples() {
    return Math.toIntExact(shape[0]);
  }

  public int count() {
    int count = 1;
    for (int i = 1; i < shape.length - 1; i++) {
      count *= Math.toIntExact(shape[i]);
    }
    return count;
  }

  /** Returns the number of samples that justify another thread. */
  public int grain() {
    return GrainSize.MOVED_ELEMENTS.items((long) count() * channels());
  }

  /** Returns the offset of a position of a sample. */
  public int at(int sample, int position) {
    return (sample * count() + position) * channels();
  }

  /** Returns the shape of the result. */
  public long[] outputShape(boolean keepsAxes) {
    if (!keepsAxes) {
      return new long[] {samples(), channels()};
    }
    long[] reduced = shape.clone();
    Arrays.fill(reduced, 1, reduced.length - 1, 1);
    return reduced;
  }
}
