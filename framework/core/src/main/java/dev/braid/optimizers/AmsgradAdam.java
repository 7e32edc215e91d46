package dev.braid.optimizers;

import dev.braid.config.Config;
import dev.braid.ops.Value;
import java.util.List;

/**
 * The update rule of Adam and AdamW.
 *
 * @param <T> the optimizer's class
 */
public abstract sealed class AmsgradAdam<T extends AmsgradAdam<T>> extends AdamFamily<T>
    permits Adam, AdamW {
  private boolean amsgrad;

  AmsgradAdam(double learningRate, double weightDecay) {
    super(learningRate, weightDecay);
  }

  /** Divides by the maximum of the averages so far. */
  public T amsgrad() {
    return change(copy -> ((AmsgradAdam<?>) copy).amsgrad = true);
  }

  final T options(Config config) {
    T optimizer = betas(config);
    return config.flag("amsgrad", false) ? optimizer.amsgrad() : optimizer;
  }

  @Override
  public boolean elementwise() {
    return true;
  }

  @Override
  public List<List<String>> slotGroups() {
    List<String> both = List.of("momentum", "velocity");
    return amsgrad ? List.of(both, List.of("velocity_hat")) : List.of(both);
  }

  @Override
  public Value update(Update update) {
    Value gradient = update.gradient();
    Value momentum = toward(update.slot("momentum"), gradient, 1 - beta1());
    Value velocity = toward(update.slot("velocity"), gradient.square(), 1 - beta2());
    update.slot("momentum", momentum);
    update.slot("velocity", velocity);
    if (amsgrad) {
      velocity = update.slot("velocity_hat").maximum(velocity);
      update.slot("velocity_hat", velocity);
    }
    double rate =
        update.rate()
            * Math.sqrt(oneMinusPower(beta2(), update.step()))
            / oneMinusPower(beta1(), update.step());
    return update.weight().subtract(momentum.multiply(rate).divide(velocity.sqrt().add(epsilon())));
  }

  @Override
  protected void describe(Config config) {
    super.describe(config);
    config.put("amsgrad", amsgrad);
  }
}
