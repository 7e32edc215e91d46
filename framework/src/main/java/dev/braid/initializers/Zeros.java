package dev.braid.initializers;

import dev.braid.Initializer;
import dev.braid.config.Config;
import java.util.random.RandomGenerator;

/** All zero. */
public final class Zeros implements Initializer {
  @Override
  public float[] values(long[] shape, RandomGenerator random) {
    long length = 1;
    for (long size : shape) {
      length *= size;
    }
    return new float[Math.toIntExact(length)];
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
