package dev.braid.layers.convolutional;

import dev.braid.Constraint;
import dev.braid.Initializer;
import dev.braid.Regularizer;
import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.graph.WeightSpec;
import dev.braid.internal.shapes.Sizes;
import dev.braid.layers.LayerCall;
import dev.braid.ops.Value;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A convolution of each channel by itself.
 *
 * @param <L> the layer's class
 */
public abstract sealed class BaseDepthwiseConv<L extends BaseDepthwiseConv<L>>
    extends WindowLayer<L> permits DepthwiseConv1D, DepthwiseConv2D {
  private long multiplier = 1;

  BaseDepthwiseConv(int rank, long... kernel) {
    super(rank, kernel);
  }

  /** Applies the configuration to a layer. */
  static <L extends BaseDepthwiseConv<L>> L read(L made, Config config) {
    return WindowLayer.read(made, config)
        .depthMultiplier(config.whole("depth_multiplier", 1))
        .readOptions(config, "depthwise");
  }

  public final long depthMultiplier() {
    return multiplier;
  }

  /** Sets the number of outputs of each channel. */
  public final L depthMultiplier(long multiplier) {
    positive("depth multiplier", multiplier);
    return with(copy -> copy.setMultiplier(multiplier));
  }

  final void setMultiplier(long other) {
    multiplier = other;
  }

  /** Keras' name of {@link #kernelInitializer}. */
  public final L depthwiseInitializer(Initializer other) {
    return kernelInitializer(other);
  }

  /** Keras' name of {@link #kernelRegularizer}. */
  public final L depthwiseRegularizer(@Nullable Regularizer other) {
    return kernelRegularizer(other);
  }

  /** Keras' name of {@link #kernelConstraint}. */
  public final L depthwiseConstraint(@Nullable Constraint other) {
    return kernelConstraint(other);
  }

  @Override
  public final List<Spec> outputs(List<Spec> inputs) {
    return List.of(slidingOutput(inputs, Sizes.product(input(inputs).last(), multiplier)));
  }

  @Override
  public final Value call(LayerCall call, List<Value> inputs) {
    outputs(specs(inputs));
    return activation()
        .apply(convolution().depthwise(inputs.get(0), call.weight("kernel"), biasOf(call)));
  }

  @Override
  public final List<WeightSpec> weights(List<Spec> inputs) {
    long[] size = window().size();
    long[] shape = Arrays.copyOf(size, size.length + 2);
    shape[size.length] = features(inputs);
    shape[size.length + 1] = multiplier;
    return kernelAndBias(Sizes.product(features(inputs), multiplier), shape);
  }

  @Override
  protected final void describe(Config config) {
    config.put("depth_multiplier", multiplier);
    describeWindow(config);
    config.put("data_format", "channels_last");
    config.put("dilation_rate", window().dilation());
    describeActivation(config);
    describeWeights(config, "depthwise");
  }
}
