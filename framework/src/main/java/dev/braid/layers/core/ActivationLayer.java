package dev.braid.layers.core;

import dev.braid.Activation;
import dev.braid.config.Config;
import dev.braid.layers.SameShapeLayer;

/** An activation as a step of its own; Keras calls it {@code Activation}. */
public final class ActivationLayer extends SameShapeLayer<ActivationLayer> {
  private final Activation activation;

  public ActivationLayer(Activation activation) {
    if (activation == null) {
      throw optionRefusal("activation", "one of Activation's values", "null");
    }
    this.activation = activation;
  }

  public static ActivationLayer read(Config config) {
    return new ActivationLayer(Activation.read(config.get("activation")));
  }

  public Activation activation() {
    return activation;
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
