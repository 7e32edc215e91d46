package dev.braid.layers.core;

import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.internal.masks.MaskValues;
import dev.braid.layers.BaseLayer;
import dev.braid.layers.LayerCall;
import dev.braid.layers.MaskUse;
import dev.braid.ops.Binary;
import dev.braid.ops.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Marks steps as padding if all their features equal one value. */
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

  /** Sets padded steps to zero, as Keras does. */
  @Override
  public Value call(LayerCall call, List<Value> inputs) {
    return inputs.get(0).multiply(real(call, inputs.get(0)));
  }

  @Override
  public @Nullable Value computeMask(LayerCall call, List<Value> inputs) {
    return MaskValues.both(real(call, inputs.get(0)).squeeze(-1), call.mask(0));
  }

  /** 1 for real steps and 0 for padding; the feature axis is kept with size 1. */
  private Value real(LayerCall call, Value x) {
    return call.reuse("real", () -> x.binary(Binary.NOT_EQUAL, value).max(true, -1));
  }

  @Override
  public MaskUse maskUse(int inputs) {
    return MaskUse.REPLACES;
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
