package dev.braid.initializers;

import dev.braid.Initializer;
import dev.braid.config.Config;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** The same value everywhere. */
public record Constant(double value) implements Initializer {
  static Constant read(Config config) {
    return new Constant(config.number("value", 0));
  }

  @Override
  public float[] values(long[] shape, RandomGenerator random) {
    float[] values = Shapes.array(shape);
    Arrays.fill(values, (float) value);
    return values;
  }

  @Override
  public String className() {
    return "Constant";
  }

  @Override
  public Config config() {
    return new Config().put("value", value);
  }
}
