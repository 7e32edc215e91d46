package dev.braid.initializers;

import dev.braid.Initializer;
import dev.braid.config.Config;
import java.util.random.RandomGenerator;

/**
 * A matrix with one number on the diagonal and zeros elsewhere.
 *
 * @param gain that number
 */
public record IdentityInitializer(double gain) implements Initializer {
  static IdentityInitializer read(Config config) {
    return new IdentityInitializer(config.number("gain", 1));
  }

  @Override
  public float[] values(long[] shape, RandomGenerator random) {
    if (shape.length != 2) {
      throw Shapes.refused("Identity", "a matrix", shape);
    }
    float[] values = Shapes.array(shape);
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

  /** Keras itself forgets the gain when it writes this, but reads it. */
  @Override
  public Config config() {
    return gain == 1 ? new Config() : new Config().put("gain", gain);
  }
}
