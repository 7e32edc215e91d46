package dev.braid.losses;

import dev.braid.ops.Value;

/** How much a predicted distribution differs from the target's. */
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
    Value wanted = target.clip(EPSILON, 1);
    return wanted.multiply(wanted.divide(prediction.clip(EPSILON, 1)).log()).sum(false, -1);
  }
}
