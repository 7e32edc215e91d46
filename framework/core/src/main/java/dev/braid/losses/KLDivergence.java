package dev.braid.losses;

import dev.braid.ops.Value;

/** The Kullback-Leibler divergence of the predicted distribution from the target's. */
public final class KLDivergence extends StandardLoss<KLDivergence> {
  public KLDivergence() {
    super("kl_divergence");
  }

  @Override
  public String call() {
    return "klDivergence()";
  }

  @Override
  public Value values(Value target, Value prediction) {
    Value clipped = target.clip(EPSILON, 1);
    return clipped.multiply(clipped.divide(prediction.clip(EPSILON, 1)).log()).sum(false, -1);
  }
}
