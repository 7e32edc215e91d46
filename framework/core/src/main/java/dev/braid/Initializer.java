package dev.braid;

import dev.braid.config.Configured;
import java.util.random.RandomGenerator;

/** Gives a weight its first values. */
public interface Initializer extends Configured {
  @Override
  default String module() {
    return "keras.initializers";
  }

  /**
   * The values in C order.
   *
   * @param shape the weight's shape, in Keras' layout
   * @param random the source of random numbers, so that a seeded run repeats
   */
  float[] values(long[] shape, RandomGenerator random);
}
