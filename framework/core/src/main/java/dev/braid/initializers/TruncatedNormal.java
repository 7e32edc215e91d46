package dev.braid.initializers;

import dev.braid.config.Config;
import java.util.random.RandomGenerator;

/** A normal distribution truncated at two standard deviations. */
public final class TruncatedNormal extends RandomInitializer<TruncatedNormal> {
  private final double mean;
  private final double deviation;

  public TruncatedNormal() {
    this(0, 0.05);
  }

  public TruncatedNormal(double mean, double deviation) {
    this.mean = mean;
    this.deviation = deviation;
  }

  static TruncatedNormal read(Config config) {
    return new TruncatedNormal(config.number("mean", 0), config.number("stddev", 0.05))
        .seeded(config.get("seed"));
  }

  @Override
  float[] draw(long[] shape, RandomGenerator random) {
    return truncated(shape, mean, deviation, random);
  }

  @Override
  void describe(Config config) {
    config.put("mean", mean).put("stddev", deviation);
  }
}
