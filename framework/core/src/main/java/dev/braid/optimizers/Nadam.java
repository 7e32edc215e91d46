package dev.braid.optimizers;

import dev.braid.config.Config;
import dev.braid.ops.Value;
import java.util.List;

/** Adam with Nesterov momentum. */
public final class Nadam extends AdamFamily<Nadam> {
  private static final String PRODUCT = "u_product";

  public Nadam(double learningRate) {
    super(learningRate, 0);
  }

  static Nadam read(Config config) {
    return new Nadam(0.001).betas(config);
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
  public List<String> numbers() {
    return List.of(PRODUCT);
  }

  @Override
  public Value update(Update update) {
    // in float32 as in Keras, since the differences from 1 are small
    float now = momentumAt(update.step());
    float next = momentumAt(update.step() + 1);
    float product = (float) update.number(PRODUCT) * now;
    update.number(PRODUCT, product);
    Value gradient = update.gradient();
    Value momentum = toward(update.slot("momentum"), gradient, 1 - (float) beta1());
    Value velocity = toward(update.slot("velocity"), gradient.square(), 1 - (float) beta2());
    update.slot("momentum", momentum);
    update.slot("velocity", velocity);
    Value ahead = momentum.multiply(next / (1 - product * next));
    Value here = gradient.multiply((1 - now) / (1 - product));
    Value size = velocity.divide(oneMinusPower(beta2(), update.step())).sqrt().add(epsilon());
    return update.weight().subtract(ahead.add(here).multiply(update.rate()).divide(size));
  }

  private float momentumAt(long step) {
    return (float) beta1() * (1 - 0.5f * (float) Math.pow(0.96f, (double) step));
  }
}
