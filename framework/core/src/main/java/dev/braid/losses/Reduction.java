package dev.braid.losses;

import java.util.Locale;

/** How the losses of samples become one number. */
public enum Reduction {
  /** The sum over the number of values; masked values don't count. */
  SUM_OVER_BATCH_SIZE,
  SUM,
  /** The same as {@link #SUM_OVER_BATCH_SIZE}. */
  MEAN,
  /** The weighted sum over the sum of weights. */
  MEAN_WITH_SAMPLE_WEIGHT;

  /** Keras' spelling, such as {@code sum_over_batch_size}. */
  public String keras() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The reduction that Keras wrote. */
  public static Reduction read(String written) {
    for (Reduction reduction : values()) {
      if (reduction.keras().equals(written)) {
        return reduction;
      }
    }
    throw new IllegalArgumentException(
        "the reduction \"" + written + "\" gives no number to train with");
  }
}
