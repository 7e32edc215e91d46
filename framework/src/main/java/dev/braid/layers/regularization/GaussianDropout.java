package dev.braid.layers.regularization;

import dev.braid.config.Config;

/** Multiplies with normally distributed noise around 1 while training. */
public final class GaussianDropout extends Chance<GaussianDropout> {
  private final double rate;

  public GaussianDropout(double rate) {
    this(rate, false);
    share("rate", rate);
  }

  private GaussianDropout(double rate, boolean ofFile) {
    this.rate = rate;
    if (ofFile) {
      fractionOfFile("rate", rate);
    }
  }

  public static GaussianDropout read(Config config) {
    return new GaussianDropout(config.number("rate", 0), true).seed(Seed.read(config));
  }

  public double rate() {
    return rate;
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
