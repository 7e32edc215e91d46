package dev.braid.optimizers;

import dev.braid.config.Config;
import dev.braid.ops.Value;
import java.util.List;

/** Lamb: Adam's steps, each scaled to the norm of the weight, for training with large batches. */
public final class Lamb extends AdamFamily<Lamb> {
  public Lamb(double learningRate) {
    super(learningRate, 0);
  }

  static Lamb read(Config config) {
    return new Lamb(0.001).betas(config);
  }

  @Override
  public List<List<String>> slotGroups() {
    return List.of(List.of("momentum", "velocity"));
  }

  @Override
  public Value update(Update update) {
    Value gradient = update.gradient();
    Value momentum = toward(update.slot("momentum"), gradient, 1 - beta1());
    Value velocity = toward(update.slot("velocity"), gradient.square(), 1 - beta2());
    update.slot("momentum", momentum);
    update.slot("velocity", velocity);
    Value size = velocity.divide(oneMinusPower(beta2(), update.step())).sqrt().add(epsilon());
    Value step = momentum.divide(oneMinusPower(beta1(), update.step())).divide(size);
    double weightNorm = norm(update.weight());
    double stepNorm = norm(step);
    double ratio = weightNorm > 0 && stepNorm > 0 ? weightNorm / stepNorm : 1;
    return update.weight().subtract(step.multiply(ratio * update.rate()));
  }
}
