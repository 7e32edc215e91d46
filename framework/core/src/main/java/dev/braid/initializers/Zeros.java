package dev.braid.initializers;

import dev.braid.Initializer;
import dev.braid.config.Config;
import java.util.random.RandomGenerator;

/** Fills a weight with zeros. */
public record Zeros() implements Initializer {
  @Override
  public float[] values(long[] shape, RandomGenerator random) {
    return WeightShapes.array(shape);
  }

  @Override
  public String className() {
    return "Zeros";
  }

  @Override
  public Config config() {
    return new Config();
  }
}
