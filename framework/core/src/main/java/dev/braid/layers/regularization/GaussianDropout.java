package dev.braid.layers.regularization;

import dev.braid.config.Config;
import dev.braid.layers.LayerCall;
import dev.braid.ops.Value;

/** Multiplies by normally distributed noise around 1 while training. */
public final class GaussianDropout extends BaseNoise<GaussianDropout> {
  private final double rate;

  public GaussianDropout(double rate) {
    this(rate, false);
    fraction("rate", rate);
  }

  private GaussianDropout(double rate, boolean ofFile) {
    this.rate = rate;
    if (ofFile) {
      fractionOrAll("rate", rate);
    }
  }

  public static GaussianDropout read(Config config) {
    return new GaussianDropout(config.number("rate", 0), true).seed(SeedOption.read(config));
  }

  public double rate() {
    return rate;
  }

  @Override
  protected Value noisy(LayerCall call, Value x) {
    double deviation = Math.sqrt(rate / (1 - rate));
    return x.multiply(call.normal(seed(), x).multiply(deviation).add(1));
  }

  @Override
  public String className() {
    return "GaussianDropout";
  }

  @Override
  protected void describe(Config config) {
    config.put("rate", rate);
    config.put("seed", seed());
  }
}
