package dev.braid.optimizers;

import dev.braid.config.Config;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.List;

/** Steps divided by the root of the average squared gradient. */
public final class RMSprop extends FluentOptimizer<RMSprop> {
  private double rho = 0.9;
  private double momentum;
  private double epsilon = 1e-7;
  private boolean centered;

  public RMSprop(double learningRate) {
    super(learningRate);
  }

  static RMSprop read(Config config) {
    RMSprop optimizer =
        new RMSprop(0.001)
            .common(config)
            .rho(config.number("rho", 0.9))
            .momentum(config.number("momentum", 0))
            .epsilon(config.number("epsilon", 1e-7));
    return config.flag("centered", false) ? optimizer.centered() : optimizer;
  }

  /** How slowly the average of squares forgets. */
  public RMSprop rho(double share) {
    return change(copy -> copy.rho = share);
  }

  /** Keeps this share of the last step. */
  public RMSprop momentum(double share) {
    return change(copy -> copy.momentum = share);
  }

  /** Keeps quotients finite; it stands under the root. */
  public RMSprop epsilon(double small) {
    return change(copy -> copy.epsilon = small);
  }

  /** Divides by the deviation, for which the average gradient is kept too. */
  public RMSprop centered() {
    return change(copy -> copy.centered = true);
  }

  @Override
  public List<List<String>> slotGroups() {
    List<List<String>> groups = new ArrayList<>();
    groups.add(List.of("velocity"));
    if (momentum > 0) {
      groups.add(List.of("momentum"));
    }
    if (centered) {
      groups.add(List.of("average_gradient"));
    }
    return groups;
  }

  @Override
  public Value update(Update update) {
    Value gradient = update.gradient();
    Value velocity = forget(update.slot("velocity"), gradient.square());
    update.slot("velocity", velocity);
    Value under = velocity;
    if (centered) {
      Value average = forget(update.slot("average_gradient"), gradient);
      update.slot("average_gradient", average);
      under = velocity.subtract(average.square());
    }
    Value step = gradient.multiply(update.rate()).divide(under.add(epsilon).sqrt());
    if (momentum > 0) {
      step = update.slot("momentum").multiply(momentum).add(step);
      update.slot("momentum", step);
    }
    return update.weight().subtract(step);
  }

  private Value forget(Value average, Value value) {
    return average.multiply(rho).add(value.multiply(1 - rho));
  }

  @Override
  protected void describe(Config config) {
    config
        .put("rho", rho)
        .put("momentum", momentum)
        .put("epsilon", epsilon)
        .put("centered", centered);
  }
}
