package dev.braid.initializers;

import dev.braid.Initializer;
import dev.braid.config.Config;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Fills a weight with one value. */
public record Constant(double value) implements Initializer {
  static Initializer read(Config config) {
    Object value = config.get("value");
    return value instanceof List || value instanceof Map
        ? new ConstantArray(value)
        : new Constant(config.number("value", 0));
  }

  @Override
  public float[] values(long[] shape, RandomGenerator random) {
    float[] values = WeightShapes.array(shape);
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
