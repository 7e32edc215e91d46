package dev.braid.losses;

import dev.braid.ops.Value;

/** The mean of prediction - target * log(prediction). */
public final class Poisson extends StandardLoss<Poisson> {
  public Poisson() {
    super("poisson");
  }

  @Override
  public Value values(Value target, Value prediction) {
    Value log = prediction.add(EPSILON).log();
    return prediction.subtract(target.multiply(log)).mean(false, -1);
  }
}
