package dev.braid.initializers;

import dev.braid.Initializer;
import dev.braid.config.Config;
import java.util.random.RandomGenerator;

/** Uniform numbers whose limit follows from the number of inputs and outputs. */
public final class GlorotUniform implements Initializer {
  @Override
  public float[] values(long[] shape, RandomGenerator random) {
    long field = 1;
    long length = 1;
    for (int i = 0; i < shape.length; i++) {
      length *= shape[i];
      field *= i < shape.length - 2 ? shape[i] : 1;
    }
    double in = shape.length < 2 ? shape[0] : shape[shape.length - 2] * field;
    double out = shape[shape.length - 1] * (shape.length < 2 ? 1 : field);
    double limit = Math.sqrt(6 / (in + out));
    float[] values = new float[Math.toIntExact(length)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) ((random.nextDouble() * 2 - 1) * limit);
    }
    return values;
  }

  @Override
  public String className() {
    return "GlorotUniform";
  }

  @Override
  public Config config() {
    return new Config().put("seed", null);
  }
}
