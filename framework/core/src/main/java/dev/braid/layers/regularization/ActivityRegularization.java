package dev.braid.layers.regularization;

import dev.braid.Regularizer;
import dev.braid.config.Config;
import dev.braid.layers.LayerCall;
import dev.braid.layers.SameShapeLayer;
import dev.braid.ops.Value;
import dev.braid.regularizers.L1L2;
import java.util.List;

/** Passes its input on and adds a penalty for it. */
public final class ActivityRegularization extends SameShapeLayer<ActivityRegularization> {
  private final double l1;
  private final double l2;

  public ActivityRegularization(double l1, double l2) {
    this.l1 = l1;
    this.l2 = l2;
    notNegative("l1", l1);
    notNegative("l2", l2);
  }

  public static ActivityRegularization read(Config config) {
    return new ActivityRegularization(config.number("l1", 0), config.number("l2", 0));
  }

  @Override
  public Regularizer activityRegularizer() {
    return new L1L2(l1, l2);
  }

  @Override
  public Value call(LayerCall call, List<Value> inputs) {
    return inputs.get(0);
  }

  @Override
  public String className() {
    return "ActivityRegularization";
  }

  @Override
  protected void describe(Config config) {
    config.put("l1", l1);
    config.put("l2", l2);
  }
}
