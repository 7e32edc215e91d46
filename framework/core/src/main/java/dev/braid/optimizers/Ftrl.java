package dev.braid.optimizers;

import dev.braid.config.Config;
import dev.braid.ops.Value;
import java.util.List;

/** Ftrl: follow the regularized leader, for wide models with sparse features. */
public final class Ftrl extends FluentOptimizer<Ftrl> {
  private static final String ACCUMULATOR = "accumulator";
  private static final String LINEAR = "linear";

  private double learningRatePower = -0.5;
  private double start = 0.1;
  private double l1;
  private double l2;
  private double l2Shrinkage;
  private double beta;

  public Ftrl(double learningRate) {
    super(learningRate);
  }

  static Ftrl read(Config config) {
    return new Ftrl(0.001)
        .common(config)
        .learningRatePower(config.number("learning_rate_power", -0.5))
        .initialAccumulatorValue(config.number("initial_accumulator_value", 0.1))
        .l1(config.number("l1_regularization_strength", 0))
        .l2(config.number("l2_regularization_strength", 0))
        .l2Shrinkage(config.number("l2_shrinkage_regularization_strength", 0))
        .beta(config.number("beta", 0));
  }

  /** Sets the power by which steps decrease with the squared gradients; 0 for a fixed rate. */
  public Ftrl learningRatePower(double value) {
    if (!(value <= 0)) {
      throw refused("learningRatePower", "a number of at most 0", String.valueOf(value));
    }
    return change(copy -> copy.learningRatePower = value);
  }

  /** Sets the initial value of the sums of squares. */
  public Ftrl initialAccumulatorValue(double value) {
    return change(copy -> copy.start = fromZero("initialAccumulatorValue", value));
  }

  /** Sets the strength of the L1 regularization, which makes weights exactly 0. */
  public Ftrl l1(double value) {
    return change(copy -> copy.l1 = fromZero("l1", value));
  }

  /** Sets the strength of the L2 regularization of the rule. */
  public Ftrl l2(double value) {
    return change(copy -> copy.l2 = fromZero("l2", value));
  }

  /** Sets the strength of an L2 penalty, which is added to the gradient. */
  public Ftrl l2Shrinkage(double value) {
    return change(copy -> copy.l2Shrinkage = fromZero("l2Shrinkage", value));
  }

  /** Sets the beta of the paper, which makes the first steps smaller. */
  public Ftrl beta(double value) {
    return change(copy -> copy.beta = value);
  }

  private double fromZero(String option, double value) {
    if (!(value >= 0)) {
      throw refused(option, "a number of at least 0", String.valueOf(value));
    }
    return value;
  }

  @Override
  public boolean elementwise() {
    return true;
  }

  @Override
  public List<List<String>> slotGroups() {
    return List.of(List.of(ACCUMULATOR, LINEAR));
  }

  @Override
  public double slotStart(String slot) {
    return slot.equals(ACCUMULATOR) ? start : 0;
  }

  @Override
  public Value update(Update update) {
    Value gradient = update.gradient();
    double rate = update.rate();
    Value before = update.slot(ACCUMULATOR);
    Value sum = before.add(gradient.square());
    Value power = sum.pow(-learningRatePower);
    Value change = power.subtract(before.pow(-learningRatePower)).divide(rate);
    Value pull = gradient.add(update.weight().multiply(2 * l2Shrinkage));
    Value linear = update.slot(LINEAR).add(pull.subtract(change.multiply(update.weight())));
    Value quadratic = power.divide(rate).add(2 * (l2 + beta / (2 * rate)));
    update.slot(ACCUMULATOR, sum);
    update.slot(LINEAR, linear);
    Value pulled = l1 == 0 ? linear.negate() : linear.clip(-l1, l1).subtract(linear);
    return pulled.divide(quadratic);
  }

  @Override
  protected void describe(Config config) {
    config
        .put("learning_rate_power", learningRatePower)
        .put("initial_accumulator_value", start)
        .put("l1_regularization_strength", l1)
        .put("l2_regularization_strength", l2)
        .put("l2_shrinkage_regularization_strength", l2Shrinkage)
        .put("beta", beta);
  }
}
