package dev.braid.losses;

import dev.braid.ops.Value;

/** The mean of differences in percent of the target. */
public final class MeanAbsolutePercentageError extends StandardLoss<MeanAbsolutePercentageError> {
  public MeanAbsolutePercentageError() {
    super("mean_absolute_percentage_error");
  }

  @Override
  public String call() {
    return "mape()";
  }

  @Override
  public Value values(Value target, Value prediction) {
    Value size = target.abs().clip(EPSILON, Double.MAX_VALUE);
    return prediction.subtract(target).divide(size).abs().mean(false, -1).multiply(100);
  }
}
