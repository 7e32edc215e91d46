package dev.braid.optimizers;

import dev.braid.config.Config;
import dev.braid.ops.Value;
import java.util.List;

/** Adagrad: steps that decrease with the accumulated squared gradients. */
public final class Adagrad extends FluentOptimizer<Adagrad> {
  private double start = 0.1;
  private double epsilon = 1e-7;

  public Adagrad(double learningRate) {
    super(learningRate);
  }

  static Adagrad read(Config config) {
    return new Adagrad(0.001)
        .common(config)
        .initialAccumulatorValue(config.number("initial_accumulator_value", 0.1))
        .epsilon(config.number("epsilon", 1e-7));
  }

  /** Sets the initial value of the sums of squares. */
  public Adagrad initialAccumulatorValue(double value) {
    return change(copy -> copy.start = value);
  }

  /** Sets epsilon, which keeps quotients finite; it is added under the root. */
  public Adagrad epsilon(double value) {
    return change(copy -> copy.epsilon = value);
  }

  @Override
  public boolean elementwise() {
    return true;
  }

  @Override
  public List<List<String>> slotGroups() {
    return List.of(List.of("accumulator"));
  }

  @Override
  public double slotStart(String slot) {
    return start;
  }

  @Override
  public Value update(Update update) {
    Value sum = update.slot("accumulator").add(update.gradient().square());
    update.slot("accumulator", sum);
    Value step = update.gradient().multiply(update.rate()).divide(sum.add(epsilon).sqrt());
    return update.weight().subtract(step);
  }

  @Override
  protected void describe(Config config) {
    config.put("initial_accumulator_value", start).put("epsilon", epsilon);
  }
}
