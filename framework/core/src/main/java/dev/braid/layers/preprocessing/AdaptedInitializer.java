package dev.braid.layers.preprocessing;

import dev.braid.Initializer;
import dev.braid.config.Config;
import java.util.random.RandomGenerator;

/**
 * Initializes a weight with values that were computed from data before the graph was built.
 *
 * @param elements in C order
 */
record AdaptedInitializer(double[] elements) implements Initializer {
  @Override
  public float[] values(long[] shape, RandomGenerator random) {
    float[] values = new float[elements.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) elements[i];
    }
    return values;
  }

  @Override
  public String className() {
    return "AdaptedInitializer";
  }

  @Override
  public Config config() {
    return new Config().put("values", elements);
  }
}
