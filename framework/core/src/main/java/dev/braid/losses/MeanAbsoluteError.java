package dev.braid.losses;

import dev.braid.ops.Value;

/** The mean of absolute differences. */
public final class MeanAbsoluteError extends StandardLoss<MeanAbsoluteError> {
  public MeanAbsoluteError() {
    super("mean_absolute_error");
  }

  @Override
  public String call() {
    return "mae()";
  }

  @Override
  public Value values(Value target, Value prediction) {
    return prediction.subtract(target).abs().mean(false, -1);
  }
}
