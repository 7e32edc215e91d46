package dev.braid.layers.regularization;

import dev.braid.config.Config;
import dev.braid.layers.LayerCall;
import dev.braid.ops.Value;

/** Adds normally distributed noise while training. */
public final class GaussianNoise extends BaseNoise<GaussianNoise> {
  private final double stddev;

  public GaussianNoise(double stddev) {
    this.stddev = stddev;
    if (!(stddev >= 0 && stddev <= 1)) {
      throw optionRefusal("stddev", "a number in [0, 1]", stddev);
    }
  }

  public static GaussianNoise read(Config config) {
    return new GaussianNoise(config.number("stddev", 0)).seed(SeedOption.read(config));
  }

  public double stddev() {
    return stddev;
  }

  @Override
  protected Value noisy(LayerCall call, Value x) {
    return x.add(call.normal(seed(), x).multiply(stddev));
  }

  @Override
  public String className() {
    return "GaussianNoise";
  }

  @Override
  protected void describe(Config config) {
    config.put("stddev", stddev);
    config.put("seed", seed());
  }
}
