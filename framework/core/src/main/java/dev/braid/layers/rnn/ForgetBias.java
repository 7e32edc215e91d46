package dev.braid.layers.rnn;

import dev.braid.Initializer;
import dev.braid.config.Config;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Initializes the bias of four gates: the second with one, the others with another initializer. */
final class ForgetBias implements Initializer {
  private final Initializer others;

  ForgetBias(Initializer others) {
    this.others = others;
  }

  @Override
  public float[] values(long[] shape, RandomGenerator random) {
    int units = Math.toIntExact(shape[0] / 4);
    float[] values = new float[4 * units];
    System.arraycopy(others.values(new long[] {units}, random), 0, values, 0, units);
    Arrays.fill(values, units, 2 * units, 1f);
    System.arraycopy(
        others.values(new long[] {2L * units}, random), 0, values, 2 * units, 2 * units);
    return values;
  }

  @Override
  public String className() {
    return others.className();
  }

  @Override
  public Config config() {
    return others.config();
  }
}
