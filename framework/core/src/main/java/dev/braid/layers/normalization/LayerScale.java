package dev.braid.layers.normalization;

import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.graph.WeightSpec;
import dev.braid.initializers.Constant;
import dev.braid.layers.BaseLayer;
import dev.braid.layers.LayerCall;
import dev.braid.ops.Value;
import java.util.List;

/**
 * Multiplies each feature by a trainable factor, as ConvNeXt of {@code keras.applications} does.
 */
public final class LayerScale extends BaseLayer<LayerScale> {
  private final double initValues;
  private final long projectionDim;

  /**
   * A scale.
   *
   * @param initValues the first value of all factors
   * @param projectionDim the number of features
   */
  public LayerScale(double initValues, long projectionDim) {
    this.initValues = initValues;
    this.projectionDim = projectionDim;
    positive("projectionDim", projectionDim);
  }

  public static LayerScale read(Config config) {
    return new LayerScale(config.number("init_values", 0), config.whole("projection_dim", 0));
  }

  @Override
  public List<Spec> outputs(List<Spec> inputs) {
    if (features(inputs) != projectionDim) {
      throw refusal(inputs, "a last axis of size " + projectionDim, "");
    }
    return List.of(only(inputs));
  }

  /** Keras' layer gives its weight no name. */
  @Override
  public List<WeightSpec> weights(List<Spec> inputs) {
    return List.of(WeightSpec.of("variable", new Constant(initValues), projectionDim));
  }

  @Override
  public Value call(LayerCall call, List<Value> inputs) {
    return inputs.get(0).multiply(call.weight("variable"));
  }

  @Override
  public String className() {
    return "LayerScale";
  }

  @Override
  public String module() {
    return "keras.src.applications.convnext";
  }

  @Override
  public String registeredName() {
    return className();
  }

  @Override
  protected void describe(Config config) {
    config.put("init_values", initValues);
    config.put("projection_dim", projectionDim);
  }
}
