package dev.braid.initializers;

import dev.braid.config.Config;
import java.util.random.RandomGenerator;

/** A normal distribution. */
public final class RandomNormal extends RandomInitializer<RandomNormal> {
  private final double mean;
  private final double deviation;

  public RandomNormal() {
    this(0, 0.05);
  }

  public RandomNormal(double mean, double deviation) {
    this.mean = mean;
    this.deviation = deviation;
  }

  static RandomNormal read(Config config) {
    return new RandomNormal(config.number("mean", 0), config.number("stddev", 0.05))
        .seeded(config.get("seed"));
  }

  @Override
  float[] draw(long[] shape, RandomGenerator random) {
    return normal(shape, mean, deviation, random);
  }

  @Override
  void describe(Config config) {
    config.put("mean", mean).put("stddev", deviation);
  }
}
