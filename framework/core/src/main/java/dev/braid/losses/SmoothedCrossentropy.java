package dev.braid.losses;

import dev.braid.config.Config;

/**
 * A crossentropy with label smoothing.
 *
 * @param <T> the loss's class
 */
public abstract sealed class SmoothedCrossentropy<T extends SmoothedCrossentropy<T>>
    extends Crossentropy<T>
    permits BinaryCrossentropy,
        BinaryFocalCrossentropy,
        CategoricalCrossentropy,
        CategoricalFocalCrossentropy {
  private double smoothing;

  SmoothedCrossentropy(String name) {
    super(name);
  }

  /** Smooths targets by a fraction towards equally likely classes. */
  public T labelSmoothing(double fraction) {
    return with(copy -> ((SmoothedCrossentropy<?>) copy).smoothing = fraction);
  }

  public final double smoothing() {
    return smoothing;
  }

  @Override
  protected void describe(Config config) {
    super.describe(config);
    config.put("label_smoothing", smoothing).put("axis", axis());
  }

  final T smoothOptions(Config config) {
    return options(config).labelSmoothing(config.number("label_smoothing", 0));
  }
}
