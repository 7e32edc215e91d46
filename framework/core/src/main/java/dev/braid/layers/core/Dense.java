package dev.braid.layers.core;

import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.graph.WeightSpec;
import dev.braid.layers.KernelLayer;
import dev.braid.layers.LayerCall;
import dev.braid.ops.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A layer whose outputs are weighted sums of all inputs along the last axis. */
public final class Dense extends KernelLayer<Dense> {
  private final long units;

  public Dense(long units) {
    this.units = units;
    positive("units", units);
  }

  public static Dense read(Config config) {
    return new Dense(config.whole("units", 0)).readOptions(config);
  }

  public long units() {
    return units;
  }

  @Override
  public List<Spec> outputs(List<Spec> inputs) {
    features(inputs);
    return List.of(only(inputs).withLast(units));
  }

  @Override
  public List<WeightSpec> weights(List<Spec> inputs) {
    return kernelAndBias(units, features(inputs), units);
  }

  @Override
  public Value call(LayerCall call, List<Value> inputs) {
    Value out = inputs.get(0).matmul(call.weight("kernel"));
    return activation().apply(useBias() ? out.add(call.weight("bias")) : out);
  }

  @Override
  public @Nullable Value computeMask(LayerCall call, List<Value> inputs) {
    return call.mask(0);
  }

  @Override
  public String className() {
    return "Dense";
  }

  @Override
  protected void describe(Config config) {
    if (activityRegularizer() != null) {
      config.put("activity_regularizer", activityRegularizer());
    }
    config.put("units", units);
    describeActivation(config);
    Config weights = new Config();
    describeWeights(weights);
    weights.forEach(
        (name, value) -> {
          // Keras' dense layer writes this option before its units, and only if it is set
          if (!name.equals("activity_regularizer")) {
            config.put(name, value);
          }
        });
  }
}
