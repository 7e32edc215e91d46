package dev.braid.initializers;

import dev.braid.config.Config;
import java.util.random.RandomGenerator;

/** A uniform distribution. */
public final class RandomUniform extends RandomInitializer<RandomUniform> {
  private final double low;
  private final double high;

  public RandomUniform() {
    this(-0.05, 0.05);
  }

  public RandomUniform(double low, double high) {
    this.low = low;
    this.high = high;
  }

  static RandomUniform read(Config config) {
    return new RandomUniform(config.number("minval", -0.05), config.number("maxval", 0.05))
        .seeded(config.get("seed"));
  }

  @Override
  float[] draw(long[] shape, RandomGenerator random) {
    return uniform(shape, low, high, random);
  }

  @Override
  void describe(Config config) {
    config.put("minval", low).put("maxval", high);
  }
}
