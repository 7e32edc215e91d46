package dev.braid.losses;

import dev.braid.config.Config;

/**
 * A crossentropy whose targets can be made less certain.
 *
 * @param <T> the loss itself
 */
public abstract class SmoothedCrossentropy<T extends SmoothedCrossentropy<T>>
    extends Crossentropy<T> {
  private double smoothing;

  SmoothedCrossentropy(String name) {
    super(name);
  }

  /** Moves targets by this share towards all classes being equally likely. */
  public T labelSmoothing(double share) {
    return with(copy -> ((SmoothedCrossentropy<?>) copy).smoothing = share);
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
