package dev.braid.losses;

import dev.braid.ops.Value;

/** The mean of the logarithm of the difference's hyperbolic cosine. */
public final class LogCosh extends StandardLoss<LogCosh> {
  public LogCosh() {
    super("log_cosh");
  }

  @Override
  public Value values(Value target, Value prediction) {
    Value error = prediction.subtract(target);
    return error.add(error.multiply(-2).softplus()).subtract(Math.log(2)).mean(false, -1);
  }
}
