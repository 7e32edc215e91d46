package dev.braid.layers.core;

import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.layers.BaseLayer;
import java.util.List;

/** Marks steps as padding where all features have one value. */
public final class Masking extends BaseLayer<Masking> {
  private final double value;

  public Masking(double value) {
    this.value = value;
  }

  public static Masking read(Config config) {
    return new Masking(config.number("mask_value", 0));
  }

  public double value() {
    return value;
  }

  @Override
  public List<Spec> outputs(List<Spec> inputs) {
    Spec input = only(inputs);
    if (input.rank() < 2) {
      throw refusal(inputs, "sequences: (?, steps, features)", "");
    }
    return List.of(input);
  }

  @Override
  public String className() {
    return "Masking";
  }

  @Override
  protected void describe(Config config) {
    config.put("mask_value", value);
  }
}
