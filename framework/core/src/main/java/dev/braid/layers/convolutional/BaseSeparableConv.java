package dev.braid.layers.convolutional;

import dev.braid.Constraint;
import dev.braid.Initializer;
import dev.braid.Regularizer;
import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.graph.WeightSpec;
import dev.braid.initializers.GlorotUniform;
import dev.braid.internal.shapes.Sizes;
import dev.braid.layers.LayerCall;
import dev.braid.layers.SpatialAxes;
import dev.braid.ops.Convolution;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A convolution of each channel by itself, and then one that mixes channels.
 *
 * <p>The inherited kernel options apply to the depthwise convolution.
 *
 * @param <L> the layer's class
 */
public abstract sealed class BaseSeparableConv<L extends BaseSeparableConv<L>>
    extends WindowLayer<L> permits SeparableConv1D, SeparableConv2D {
  private final long filters;
  private long multiplier = 1;
  private Initializer pointwiseInitializer = new GlorotUniform();
  private @Nullable Regularizer pointwiseRegularizer;
  private @Nullable Constraint pointwiseConstraint;

  BaseSeparableConv(int rank, long filters, long... kernel) {
    super(rank, kernel);
    this.filters = filters;
    positive("filters", filters);
  }

  /** Applies the configuration to a layer. */
  static <L extends BaseSeparableConv<L>> L read(L made, Config config) {
    return WindowLayer.read(made, config)
        .depthMultiplier(config.whole("depth_multiplier", 1))
        .pointwiseInitializer(
            config.read("pointwise_initializer", Initializer.class, new GlorotUniform()))
        .pointwiseRegularizer(config.readOrNull("pointwise_regularizer", Regularizer.class))
        .pointwiseConstraint(config.readOrNull("pointwise_constraint", Constraint.class))
        .readOptions(config, "depthwise");
  }

  public final long filters() {
    return filters;
  }

  public final long depthMultiplier() {
    return multiplier;
  }

  /** Sets the number of depthwise outputs of each channel. */
  public final L depthMultiplier(long multiplier) {
    positive("depth multiplier", multiplier);
    return with(copy -> copy.self().multiplier = multiplier);
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

  public final L pointwiseInitializer(Initializer other) {
    return with(copy -> copy.self().pointwiseInitializer = other);
  }

  public final L pointwiseRegularizer(@Nullable Regularizer other) {
    return with(copy -> copy.self().pointwiseRegularizer = other);
  }

  public final L pointwiseConstraint(@Nullable Constraint other) {
    return with(copy -> copy.self().pointwiseConstraint = other);
  }

  /** Gives access to the private fields through the class that declares them. */
  final BaseSeparableConv<L> self() {
    return this;
  }

  @Override
  public final List<Spec> outputs(List<Spec> inputs) {
    return List.of(slidingOutput(inputs, filters));
  }

  @Override
  public final Value call(LayerCall call, List<Value> inputs) {
    outputs(specs(inputs));
    Value each = convolution().depthwise(inputs.get(0), call.weight("depthwise_kernel"), null);
    long[] ones = SpatialAxes.each(rank(), 1);
    Convolution mixing = new Convolution(ones, ones, false);
    return activation().apply(mixing.apply(each, call.weight("pointwise_kernel"), biasOf(call)));
  }

  @Override
  public final List<WeightSpec> weights(List<Spec> inputs) {
    long channels = features(inputs);
    long[] size = window().size();
    long[] first = Arrays.copyOf(size, size.length + 2);
    first[size.length] = channels;
    first[size.length + 1] = multiplier;
    long[] second = SpatialAxes.each(size.length + 2, 1);
    second[size.length] = Sizes.product(channels, multiplier);
    second[size.length + 1] = filters;
    List<WeightSpec> weights = new ArrayList<>();
    weights.add(kernel("depthwise_kernel", first));
    weights.add(
        WeightSpec.of("pointwise_kernel", pointwiseInitializer, second)
            .with(pointwiseRegularizer, pointwiseConstraint));
    if (useBias()) {
      weights.add(bias("bias", filters));
    }
    return weights;
  }

  @Override
  protected final void describe(Config config) {
    config.put("depth_multiplier", multiplier);
    config.put("filters", filters);
    describeWindow(config);
    config.put("data_format", "channels_last");
    config.put("dilation_rate", window().dilation());
    describeActivation(config);
    Config weights = new Config();
    describeWeights(weights, "depthwise");
    weights.forEach((name, value) -> describeBoth(config, name, value));
  }

  /** Writes each option of the second kernel after that of the first, as Keras does. */
  private void describeBoth(Config config, String name, Object value) {
    config.put(name, value);
    switch (name) {
      case "depthwise_initializer" -> config.put("pointwise_initializer", pointwiseInitializer);
      case "depthwise_regularizer" -> config.put("pointwise_regularizer", pointwiseRegularizer);
      case "depthwise_constraint" -> config.put("pointwise_constraint", pointwiseConstraint);
      default -> {
        // bias and activity options belong to the layer
      }
    }
  }
}
