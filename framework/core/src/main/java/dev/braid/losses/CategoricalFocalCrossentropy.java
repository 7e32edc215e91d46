package dev.braid.losses;

import dev.braid.config.Config;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.List;

/** Categorical crossentropy that gives less weight to well predicted samples. */
public final class CategoricalFocalCrossentropy
    extends SmoothedCrossentropy<CategoricalFocalCrossentropy> {
  private double[] alpha = {0.25};
  private double gamma = 2;

  public CategoricalFocalCrossentropy() {
    super("categorical_focal_crossentropy");
  }

  static CategoricalFocalCrossentropy read(Config config) {
    CategoricalFocalCrossentropy loss =
        new CategoricalFocalCrossentropy().smoothOptions(config).gamma(config.number("gamma", 2));
    double[] written = config.numbersOrNull("alpha");
    return written == null ? loss : loss.alpha(written);
  }

  /**
   * Sets the factors of the loss.
   *
   * @param factors one for all classes, or one for each class
   */
  public CategoricalFocalCrossentropy alpha(double... factors) {
    if (factors.length == 0) {
      throw new IllegalArgumentException(
          "expected one factor alpha, or one for each" + " class, received none");
    }
    double[] kept = factors.clone();
    return with(copy -> copy.alpha = kept);
  }

  /** Sets how fast the weight of well predicted samples decreases. */
  public CategoricalFocalCrossentropy gamma(double power) {
    return with(copy -> copy.gamma = power);
  }

  @Override
  public TargetKind target() {
    return TargetKind.ONE_HOT;
  }

  @Override
  public Value values(Value target, Value prediction) {
    Value smoothed = CategoricalCrossentropy.smooth(target, smoothing());
    Value probability = probabilities(prediction);
    Value weight = balanced(probability.subtractFrom(1).pow(gamma));
    return weight.multiply(smoothed).multiply(probability.log()).sum(false, axis()).negate();
  }

  private Value balanced(Value weight) {
    if (alpha.length == 1) {
      return weight.multiply(alpha[0]);
    }
    if (alpha.length != weight.size(-1)) {
      throw new IllegalArgumentException(
          "alpha of categoricalFocalCrossentropy(): expected 1 factor or "
              + weight.size(-1)
              + ", one for each class, received "
              + alpha.length
              + ".");
    }
    List<Value> classes = new ArrayList<>();
    for (int i = 0; i < alpha.length; i++) {
      classes.add(weight.slice(-1, i, i + 1L).multiply(alpha[i]));
    }
    return Value.concat(-1, classes);
  }

  @Override
  protected void describe(Config config) {
    super.describe(config);
    config.put("alpha", alpha.length == 1 ? alpha[0] : alpha).put("gamma", gamma);
  }
}
