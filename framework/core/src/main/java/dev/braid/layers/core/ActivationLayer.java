package dev.braid.layers.core;

import dev.braid.Activation;
import dev.braid.config.Config;
import dev.braid.layers.LayerCall;
import dev.braid.layers.SameShapeLayer;
import dev.braid.ops.Value;
import java.util.List;

/** An activation as a separate layer; Keras calls it {@code Activation}. */
public final class ActivationLayer extends SameShapeLayer<ActivationLayer> {
  private final Activation activation;

  public ActivationLayer(Activation activation) {
    if (activation == null) {
      throw optionRefusal("activation", "one of Activation's values", "null");
    }
    this.activation = activation;
  }

  public static ActivationLayer read(Config config) {
    return new ActivationLayer(config.read("activation", Activation.class, Activation.LINEAR));
  }

  public Activation activation() {
    return activation;
  }

  @Override
  public Value call(LayerCall call, List<Value> inputs) {
    return activation.apply(inputs.get(0));
  }

  @Override
  public String className() {
    return "Activation";
  }

  @Override
  protected void describe(Config config) {
    config.put("activation", activation.configuration());
  }
}
