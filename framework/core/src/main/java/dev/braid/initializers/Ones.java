package dev.braid.initializers;

import dev.braid.Initializer;
import dev.braid.config.Config;
import java.util.random.RandomGenerator;

/** Fills a weight with ones. */
public record Ones() implements Initializer {
  @Override
  public float[] values(long[] shape, RandomGenerator random) {
    return new Constant(1).values(shape, random);
  }

  @Override
  public String className() {
    return "Ones";
  }

  @Override
  public Config config() {
    return new Config();
  }
}
