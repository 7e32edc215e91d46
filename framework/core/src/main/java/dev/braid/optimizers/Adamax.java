package dev.braid.optimizers;

import dev.braid.config.Config;
import dev.braid.ops.Value;
import java.util.List;

/** Adam with the infinity norm of gradients instead of the average of squares. */
public final class Adamax extends AdamFamily<Adamax> {
  public Adamax(double learningRate) {
    super(learningRate, 0);
  }

  static Adamax read(Config config) {
    return new Adamax(0.001).betas(config);
  }

  @Override
  public boolean elementwise() {
    return true;
  }

  @Override
  public List<List<String>> slotGroups() {
    return List.of(List.of("momentum", "norm"));
  }

  @Override
  public Value update(Update update) {
    Value gradient = update.gradient();
    Value momentum = toward(update.slot("momentum"), gradient, 1 - beta1());
    Value norm = update.slot("norm").multiply(beta2()).maximum(gradient.abs());
    update.slot("momentum", momentum);
    update.slot("norm", norm);
    Value scale = norm.add(epsilon()).multiply(oneMinusPower(beta1(), update.step()));
    return update.weight().subtract(momentum.multiply(update.rate()).divide(scale));
  }
}
