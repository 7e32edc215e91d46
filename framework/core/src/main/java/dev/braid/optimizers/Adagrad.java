package dev.braid.optimizers;

import dev.braid.config.Config;
import dev.braid.ops.Value;
import java.util.List;

/** Steps that grow smaller where gradients have been large. */
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

  /** What the sums of squares start at. */
  public Adagrad initialAccumulatorValue(double value) {
    return change(copy -> copy.start = value);
  }

  /** Keeps quotients finite; it stands under the root. */
  public Adagrad epsilon(double small) {
    return change(copy -> copy.epsilon = small);
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
