package dev.braid.internal.engine.kernels.support;

import dev.braid.internal.threads.GrainSize;
import java.util.Arrays;

/** The positions of samples that a global pooling reduces, each with a value for each channel. */
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

  /** The number of samples that is worth waking a thread. */
  public int grain() {
    return GrainSize.MOVED_ELEMENTS.items((long) count() * channels());
  }

  /** Where a position of a sample begins. */
  public int at(int sample, int position) {
    return (sample * count() + position) * channels();
  }

  /** The shape of what comes out. */
  public long[] folded(boolean keepsAxes) {
    if (!keepsAxes) {
      return new long[] {samples(), channels()};
    }
    long[] kept = shape.clone();
    Arrays.fill(kept, 1, kept.length - 1, 1);
    return kept;
  }
}
