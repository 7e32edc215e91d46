package dev.braid.optimizers;

import dev.braid.config.Config;
import dev.braid.ops.Value;
import java.util.List;

/** Adadelta: the gradient scaled by the ratio of the average sizes of past steps and gradients. */
public final class Adadelta extends FluentOptimizer<Adadelta> {
  private double rho = 0.95;
  private double epsilon = 1e-7;

  public Adadelta(double learningRate) {
    super(learningRate);
  }

  static Adadelta read(Config config) {
    return new Adadelta(0.001)
        .common(config)
        .rho(config.number("rho", 0.95))
        .epsilon(config.number("epsilon", 1e-7));
  }

  /** Sets the decay rate of the averages. */
  public Adadelta rho(double value) {
    return change(copy -> copy.rho = value);
  }

  /** Sets epsilon, which keeps quotients finite and makes the first steps nonzero. */
  public Adadelta epsilon(double value) {
    return change(copy -> copy.epsilon = value);
  }

  @Override
  public boolean elementwise() {
    return true;
  }

  @Override
  public List<List<String>> slotGroups() {
    return List.of(List.of("accumulated_grad", "accumulated_delta_var"));
  }

  @Override
  public Value update(Update update) {
    Value gradient = update.gradient();
    Value gradients = updateAverage(update.slot("accumulated_grad"), gradient);
    Value steps = update.slot("accumulated_delta_var");
    Value step = steps.add(epsilon).sqrt().multiply(gradient).divide(gradients.add(epsilon).sqrt());
    update.slot("accumulated_grad", gradients);
    update.slot("accumulated_delta_var", updateAverage(steps, step));
    return update.weight().subtract(step.multiply(update.rate()));
  }

  private Value updateAverage(Value average, Value value) {
    return average.multiply(rho).add(value.square().multiply(1 - rho));
  }

  @Override
  protected void describe(Config config) {
    config.put("rho", rho).put("epsilon", epsilon);
  }
}
