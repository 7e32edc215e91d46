package dev.braid.losses;

import dev.braid.config.Config;
import dev.braid.ops.Value;

/** Crossentropy that is robust against wrong labels: between crossentropy and absolute error. */
public final class CategoricalGeneralizedCrossEntropy
    extends StandardLoss<CategoricalGeneralizedCrossEntropy> {
  private final double q;

  public CategoricalGeneralizedCrossEntropy() {
    this(0.5);
  }

  /**
   * The loss of a power.
   *
   * @param q the power of probabilities, between 0 (crossentropy) and 1 (absolute error)
   */
  public CategoricalGeneralizedCrossEntropy(double q) {
    super("categorical_generalized_cross_entropy");
    if (!(q > 0 && q < 1)) {
      throw new IllegalArgumentException("expected a power q between 0 and 1, received " + q);
    }
    this.q = q;
  }

  static CategoricalGeneralizedCrossEntropy read(Config config) {
    return new CategoricalGeneralizedCrossEntropy(config.number("q", 0.5)).common(config);
  }

  @Override
  public TargetKind target() {
    return TargetKind.CLASS_INDEX;
  }

  @Override
  public boolean usesProbabilities() {
    return true;
  }

  @Override
  public Value values(Value target, Value prediction) {
    Value classes = target.rank() == prediction.rank() ? target.squeeze(-1) : target;
    Value probability =
        classes
            .oneHot(prediction.size(-1))
            .asTypeOf(prediction)
            .multiply(prediction)
            .sum(false, -1);
    return probability.pow(q).subtractFrom(1).divide(q);
  }

  @Override
  protected void describe(Config config) {
    config.put("q", q);
  }
}
