package dev.braid.losses;

import dev.braid.config.Config;
import dev.braid.ops.Value;

/** The mean of half squared differences, which grow linearly beyond a limit. */
public final class Huber extends StandardLoss<Huber> {
  private final double delta;

  public Huber(double delta) {
    super("huber_loss");
    this.delta = delta;
  }

  @Override
  public Value values(Value target, Value prediction) {
    Value error = prediction.subtract(target).abs();
    Value inner = error.clip(0, delta);
    return inner.multiply(error.subtract(inner.multiply(0.5))).mean(false, -1);
  }

  /** Writes the limit, which Keras reads but does not write for this loss. */
  @Override
  protected void describe(Config config) {
    if (delta != 1) {
      config.put("delta", delta);
    }
  }
}
