package dev.braid.initializers;

import dev.braid.Initializer;
import dev.braid.config.Config;
import java.util.random.RandomGenerator;

/**
 * Fills a matrix with one value on the diagonal and zeros elsewhere.
 *
 * @param gain the value on the diagonal
 */
public record IdentityInitializer(double gain) implements Initializer {
  static IdentityInitializer read(Config config) {
    return new IdentityInitializer(config.number("gain", 1));
  }

  @Override
  public float[] values(long[] shape, RandomGenerator random) {
    if (shape.length != 2) {
      throw WeightShapes.refused("Identity", "a matrix", shape);
    }
    float[] values = WeightShapes.array(shape);
    int columns = (int) shape[1];
    for (int i = 0; i < Math.min(shape[0], shape[1]); i++) {
      values[i * columns + i] = (float) gain;
    }
    return values;
  }

  @Override
  public String className() {
    return "Identity";
  }

  /** Writes the gain, which Keras reads but does not write. */
  @Override
  public Config config() {
    return gain == 1 ? new Config() : new Config().put("gain", gain);
  }
}
