package dev.braid.optimizers;

import dev.braid.config.Config;
import dev.braid.ops.Value;
import java.util.List;

/** Gradient descent with optional momentum. */
public final class SGD extends FluentOptimizer<SGD> {
  private double momentum;
  private boolean nesterov;

  public SGD(double learningRate) {
    super(learningRate);
  }

  static SGD read(Config config) {
    SGD sgd = new SGD(0.01).momentum(config.number("momentum", 0)).common(config);
    return config.flag("nesterov", false) ? sgd.nesterov() : sgd;
  }

  /** Sets the fraction of the previous step that is kept. */
  public SGD momentum(double value) {
    return change(copy -> copy.momentum = value);
  }

  /** Uses Nesterov momentum. */
  public SGD nesterov() {
    return change(copy -> copy.nesterov = true);
  }

  @Override
  public boolean elementwise() {
    return true;
  }

  @Override
  public List<List<String>> slotGroups() {
    return momentum == 0 ? List.of() : List.of(List.of("momentum"));
  }

  @Override
  public Value update(Update update) {
    Value step = update.gradient().multiply(update.rate());
    if (momentum == 0) {
      return update.weight().subtract(step);
    }
    Value velocity = update.slot("momentum").multiply(momentum).subtract(step);
    update.slot("momentum", velocity);
    return update.weight().add(nesterov ? velocity.multiply(momentum).subtract(step) : velocity);
  }

  @Override
  protected void describe(Config config) {
    config.put("momentum", momentum).put("nesterov", nesterov);
  }
}
