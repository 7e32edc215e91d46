package dev.braid.losses;

import dev.braid.ops.Value;

/** The mean of squared differences of logarithms; negative values are clipped to zero. */
public final class MeanSquaredLogarithmicError extends StandardLoss<MeanSquaredLogarithmicError> {
  public MeanSquaredLogarithmicError() {
    super("mean_squared_logarithmic_error");
  }

  @Override
  public String call() {
    return "msle()";
  }

  @Override
  public Value values(Value target, Value prediction) {
    return logarithm(prediction).subtract(logarithm(target)).square().mean(false, -1);
  }

  private static Value logarithm(Value x) {
    return x.clip(EPSILON, Double.MAX_VALUE).add(1).log();
  }
}
