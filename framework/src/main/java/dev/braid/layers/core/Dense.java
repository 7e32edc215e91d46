package dev.braid.layers.core;

import dev.braid.Activation;
import dev.braid.Constraint;
import dev.braid.Initializer;
import dev.braid.Regularizer;
import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.graph.WeightSpec;
import dev.braid.layers.BaseLayer;
import java.util.ArrayList;
import java.util.List;

/** Each output is a weighted sum of all inputs along the last axis. */
public final class Dense extends BaseLayer<Dense> {
  private final long units;
  private Activation activation;
  private boolean useBias = true;

  public Dense(long units, Activation activation) {
    this.units = units;
    this.activation = activation;
    positive("units", units);
  }

  public long units() {
    return units;
  }

  public Activation activation() {
    return activation;
  }

  public boolean useBias() {
    return useBias;
  }

  public Dense activation(Activation other) {
    return with(copy -> copy.activation = other);
  }

  public Dense useBias(boolean on) {
    return with(copy -> copy.useBias = on);
  }

  @Override
  public List<Spec> outputs(List<Spec> inputs) {
    features(inputs);
    return List.of(only(inputs).withLast(units));
  }

  @Override
  public List<WeightSpec> weights(List<Spec> inputs) {
    return List.of();
  }

  @Override
  public String className() {
    return "Dense";
  }

  @Override
  protected void describe(Config config) {
    config.put("units", units);
  }
}
