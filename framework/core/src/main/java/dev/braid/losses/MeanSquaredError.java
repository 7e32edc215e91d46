package dev.braid.losses;

import dev.braid.ops.Value;

/** The mean of squared differences. */
public final class MeanSquaredError extends StandardLoss<MeanSquaredError> {
  public MeanSquaredError() {
    super("mean_squared_error");
  }

  @Override
  public String call() {
    return "mse()";
  }

  @Override
  public Value values(Value target, Value prediction) {
    return prediction.subtract(target).square().mean(false, -1);
  }
}
