package dev.braid.ops;

import org.jspecify.annotations.Nullable;

/** An index of one axis or several, such as in Python's {@code x[:, 1:9:2]}. */
public sealed interface Index {
  /**
   * Elements of an axis.
   *
   * @param from the first; null for the beginning
   * @param to the one after the last; null for the end
   * @param step the distance between two; below 0 to go backwards; null for 1
   */
  record Range(@Nullable Long from, @Nullable Long to, @Nullable Long step) implements Index {
    static final Range ALL = new Range(null, null, null);

    public Range {
      if (step != null && step == 0) {
        throw new IllegalArgumentException("a range with a step of 0");
      }
    }
  }

  /** One position of an axis, which is removed. */
  record Position(long position) implements Index {}

  /** A new axis of size 1. */
  record NewAxis() implements Index {}

  /** All axes that no other index takes. */
  record Ellipsis() implements Index {}
}
