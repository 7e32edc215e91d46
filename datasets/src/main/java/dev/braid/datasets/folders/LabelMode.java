package dev.braid.datasets.folders;

import org.jspecify.annotations.Nullable;

/** The form of the targets of a folder's samples. */
public enum LabelMode {
  /** The index of the class, an {@code int}. */
  INT,
  /** A row with a 1 at the class and zeros elsewhere. */
  CATEGORICAL,
  /** 0 or 1 as a {@code float}, for two classes. */
  BINARY,
  /** No targets. */
  NONE;

  /** The targets of some samples. */
  @Nullable Object targets(int[] labels, int classes) {
    return switch (this) {
      case INT -> labels;
      case BINARY -> {
        float[] targets = new float[labels.length];
        for (int i = 0; i < targets.length; i++) {
          targets[i] = labels[i];
        }
        yield targets;
      }
      case CATEGORICAL -> {
        float[][] targets = new float[labels.length][classes];
        for (int i = 0; i < targets.length; i++) {
          targets[i][labels[i]] = 1;
        }
        yield targets;
      }
      case NONE -> null;
    };
  }
}
