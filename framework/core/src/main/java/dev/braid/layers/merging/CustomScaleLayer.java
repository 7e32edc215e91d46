package dev.braid.layers.merging;

import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.layers.BaseLayer;
import dev.braid.layers.LayerCall;
import dev.braid.ops.Value;
import java.util.List;

/**
 * The first input plus a multiple of the second, as in InceptionResNetV2 of {@code
 * keras.applications}.
 */
public final class CustomScaleLayer extends BaseLayer<CustomScaleLayer> {
  private final double scale;

  public CustomScaleLayer(double scale) {
    this.scale = scale;
  }

  public static CustomScaleLayer read(Config config) {
    return new CustomScaleLayer(config.number("scale", 1));
  }

  @Override
  public List<Spec> outputs(List<Spec> inputs) {
    if (inputs.size() != 2 || !inputs.get(0).fits(inputs.get(1))) {
      throw refusal(inputs, "two inputs of one shape", "");
    }
    return List.of(inputs.get(0));
  }

  @Override
  public Value call(LayerCall call, List<Value> inputs) {
    return inputs.get(0).add(inputs.get(1).multiply(scale));
  }

  @Override
  public String className() {
    return "CustomScaleLayer";
  }

  @Override
  public String module() {
    return "keras.src.applications.inception_resnet_v2";
  }

  @Override
  public String registeredName() {
    return className();
  }

  @Override
  protected void describe(Config config) {
    config.put("scale", scale);
  }
}
