package dev.braid.optimizers;

import dev.braid.config.Config;

/** Adam with weight decay that is decoupled from the gradient. */
public final class AdamW extends AmsgradAdam<AdamW> {
  public AdamW(double learningRate) {
    super(learningRate, 0.004);
  }

  static AdamW read(Config config) {
    return new AdamW(0.001).options(config);
  }
}
