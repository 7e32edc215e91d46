package dev.braid.optimizers;

import dev.braid.config.Config;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.List;

/** RMSprop: the gradient divided by the root of the average squared gradient. */
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

  /** Sets the decay rate of the average of squares. */
  public RMSprop rho(double value) {
    return change(copy -> copy.rho = value);
  }

  /** Sets the fraction of the previous step that is kept. */
  public RMSprop momentum(double value) {
    return change(copy -> copy.momentum = value);
  }

  /** Sets epsilon, which keeps quotients finite; it is added under the root. */
  public RMSprop epsilon(double value) {
    return change(copy -> copy.epsilon = value);
  }

  /** Divides by the standard deviation, for which the average gradient is also kept. */
  public RMSprop centered() {
    return change(copy -> copy.centered = true);
  }

  @Override
  public boolean elementwise() {
    return true;
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
    Value velocity = updateAverage(update.slot("velocity"), gradient.square());
    update.slot("velocity", velocity);
    Value under = velocity;
    if (centered) {
      Value average = updateAverage(update.slot("average_gradient"), gradient);
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

  private Value updateAverage(Value average, Value value) {
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
