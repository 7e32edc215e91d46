package dev.braid.internal.engine.kernels.support;

import dev.braid.internal.threads.GrainSize;
import java.util.Arrays;

/** The places of samples that a global pooling folds, with a number a channel at each. */
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

  /** So many samples are worth waking a thread. */
  public int least() {
    return GrainSize.MOVED_ELEMENTS.items((long) count() * channels());
  }

  /** Where a place of a sample begins. */
  public int at(int sample, int place) {
    return (sample * count() + place) * channels();
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
