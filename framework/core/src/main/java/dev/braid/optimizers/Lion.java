package dev.braid.optimizers;

import dev.braid.config.Config;
import dev.braid.ops.Value;
import java.util.List;

/** Lion: steps of equal size along the sign of the averaged gradient. */
public final class Lion extends FluentOptimizer<Lion> {
  private double beta1 = 0.9;
  private double beta2 = 0.99;

  public Lion(double learningRate) {
    super(learningRate);
  }

  static Lion read(Config config) {
    return new Lion(0.001)
        .common(config)
        .beta1(config.number("beta_1", 0.9))
        .beta2(config.number("beta_2", 0.99));
  }

  /** Sets the fraction of the average in the direction of a step. */
  public Lion beta1(double value) {
    return change(copy -> copy.beta1 = value);
  }

  /** Sets the decay rate of the average. */
  public Lion beta2(double value) {
    return change(copy -> copy.beta2 = value);
  }

  @Override
  public boolean elementwise() {
    return true;
  }

  @Override
  public List<List<String>> slotGroups() {
    return List.of(List.of("momentum"));
  }

  @Override
  public Value update(Update update) {
    Value gradient = update.gradient();
    Value average = update.slot("momentum");
    Value direction = average.multiply(beta1).add(gradient.multiply(1 - (float) beta1)).sign();
    update.slot("momentum", average.multiply(beta2).add(gradient.multiply(1 - (float) beta2)));
    return update.weight().subtract(direction.multiply(update.rate()));
  }

  @Override
  protected void describe(Config config) {
    config.put("beta_1", beta1).put("beta_2", beta2);
  }
}
