package dev.braid.losses;

import dev.braid.config.Config;
import dev.braid.ops.Value;

/** 1 - the Tversky index: Dice with weights for what is missed and what is found wrongly. */
public final class Tversky extends OverlapLoss<Tversky> {
  private double alpha = 0.5;
  private double beta = 0.5;

  public Tversky() {
    super("tversky");
  }

  static Tversky read(Config config) {
    return new Tversky()
        .options(config)
        .alpha(config.number("alpha", 0.5))
        .beta(config.number("beta", 0.5));
  }

  /** Sets the weight of what the target has and the prediction has not. */
  public Tversky alpha(double weight) {
    return with(copy -> copy.alpha = weight);
  }

  /** Sets the weight of what the prediction has and the target has not. */
  public Tversky beta(double weight) {
    return with(copy -> copy.beta = weight);
  }

  @Override
  public Value values(Value target, Value prediction) {
    Value overlap = sum(target.multiply(prediction));
    Value missed = sum(prediction.subtractFrom(1).multiply(target)).multiply(alpha);
    Value wrong = sum(prediction.multiply(target.subtractFrom(1))).multiply(beta);
    return overlap.divide(overlap.add(missed).add(wrong).add(EPSILON)).subtractFrom(1);
  }

  @Override
  protected void describe(Config config) {
    config.put("alpha", alpha).put("beta", beta);
    super.describe(config);
  }
}
