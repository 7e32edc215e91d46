package dev.braid.optimizers;

import dev.braid.config.Config;
import dev.braid.ops.Value;
import java.util.List;

/** Schedule-Free AdamW: trains between a sequence of steps and its average instead of decaying. */
public final class ScheduleFreeAdamW extends AdamFamily<ScheduleFreeAdamW> {
  private int warmupSteps;

  public ScheduleFreeAdamW(double learningRate) {
    super(learningRate, 0, 1e-8);
  }

  static ScheduleFreeAdamW read(Config config) {
    return new ScheduleFreeAdamW(0.0025)
        .betas(config)
        .warmupSteps(config.integer("warmup_steps", 0));
  }

  /** Sets the number of steps in which the learning rate rises from 0. */
  public ScheduleFreeAdamW warmupSteps(int steps) {
    return change(copy -> copy.warmupSteps = steps);
  }

  @Override
  public boolean elementwise() {
    return true;
  }

  @Override
  public List<List<String>> slotGroups() {
    return List.of(List.of("momentum", "velocity"));
  }

  @Override
  public boolean startsAtWeight(String slot) {
    return slot.equals("momentum");
  }

  @Override
  public Value update(Update update) {
    double warm = warmupSteps > 0 ? Math.min(1, (double) update.step() / warmupSteps) : 1;
    float beta1 = (float) beta1();
    float toVelocity = 1 - (float) beta2();
    Value gradient = update.gradient();
    Value before = update.slot("momentum");
    Value velocity = toward(update.slot("velocity"), gradient.square(), toVelocity);
    Value size = velocity.divide(oneMinusPower(beta2(), update.step())).sqrt().add(epsilon());
    Value momentum = before.subtract(gradient.multiply(update.rate() * warm).divide(size));
    double weight = 1.0 / update.step();
    Value average = update.weight().subtract(before.multiply(1 - beta1)).divide(beta1);
    Value next = average.multiply(1 - weight).add(momentum.multiply(weight));
    update.slot("velocity", velocity);
    update.slot("momentum", momentum);
    return momentum.multiply(1 - beta1).add(next.multiply(beta1));
  }

  @Override
  protected void describe(Config config) {
    super.describe(config);
    config.put("warmup_steps", warmupSteps);
  }
}
