package dev.braid.layers.preprocessing;

import dev.braid.Initializer;
import dev.braid.config.Config;
import java.util.random.RandomGenerator;

/**
 * Starts a weight at what was learnt from data before the graph was built.
 *
 * @param numbers in C order
 */
record LearntValues(double[] numbers) implements Initializer {
  @Override
  public float[] values(long[] shape, RandomGenerator random) {
    float[] values = new float[numbers.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) numbers[i];
    }
    return values;
  }

  @Override
  public String className() {
    return "LearntValues";
  }

  @Override
  public Config config() {
    return new Config().put("values", numbers);
  }
}
