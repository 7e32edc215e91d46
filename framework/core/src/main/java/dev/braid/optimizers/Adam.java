package dev.braid.optimizers;

import dev.braid.config.Config;

/** Adam: steps from averages of the gradient and of its square. */
public final class Adam extends AmsgradAdam<Adam> {
  public Adam(double learningRate) {
    super(learningRate, 0);
  }

  static Adam read(Config config) {
    return new Adam(0.001).options(config);
  }
}
