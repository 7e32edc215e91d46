package dev.braid.losses;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The reduction of the losses of samples to a scalar. */
public enum Reduction {
  /** The sum divided by the number of values; masked values are not counted. */
  SUM_OVER_BATCH_SIZE,
  SUM,
  /** The same as {@link #SUM_OVER_BATCH_SIZE}. */
  MEAN,
  /** The weighted sum divided by the sum of weights. */
  MEAN_WITH_SAMPLE_WEIGHT,
  /**
   * None: the gradient is that of the sum and the logs show the mean, as where Keras trains with
   * TensorFlow. Its other backends refuse to train.
   */
  NONE;

  /** Keras' spelling, such as {@code sum_over_batch_size}. */
  public String keras() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The reduction with a Keras name. */
  public static Reduction read(@Nullable String written) {
    if (written == null) {
      return NONE;
    }
    for (Reduction reduction : values()) {
      if (reduction.keras().equals(written)) {
        return reduction;
      }
    }
    throw new IllegalArgumentException(
        "the reduction \"" + written + "\" is not supported: training requires a scalar loss");
  }
}
