package dev.braid.layers.normalization;

import dev.braid.Initializer;
import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.graph.WeightSpec;
import dev.braid.initializers.Ones;
import dev.braid.initializers.Zeros;
import dev.braid.internal.masks.MaskValues;
import dev.braid.layers.LayerCall;
import dev.braid.layers.MaskUse;
import dev.braid.ops.Size;
import dev.braid.ops.Standardized;
import dev.braid.ops.Value;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Normalizes each channel over the batch.
 *
 * <p>Training uses the mean and variance of the batch and updates moving averages of them, which
 * prediction and frozen layers use.
 */
public final class BatchNormalization extends BaseNormalization<BatchNormalization> {
  /** Keras' epsilon, which keeps the count of real steps from being 0. */
  private static final double COUNT_EPSILON = 1e-7;

  private int axis = -1;
  private double momentum = 0.99;
  private Initializer movingMeanInitializer = new Zeros();
  private Initializer movingVarianceInitializer = new Ones();

  public static BatchNormalization read(Config config) {
    BatchNormalization layer = new BatchNormalization();
    // "synchronized" needs no support: one process has one batch
    if (config.flag("renorm", false)) {
      throw layer.optionRefusal(
          "renorm", "false, since batch renormalization is not supported", true);
    }
    return layer
        .axis(config.integer("axis", -1))
        .with(copy -> copy.momentum = config.number("momentum", 0.99))
        .movingMeanInitializer(
            config.read("moving_mean_initializer", Initializer.class, new Zeros()))
        .movingVarianceInitializer(
            config.read("moving_variance_initializer", Initializer.class, new Ones()))
        .readOptions(config);
  }

  @Override
  public boolean dependsOnBatch() {
    return true;
  }

  public int axis() {
    return axis;
  }

  public double momentum() {
    return momentum;
  }

  /** The axis of the channels, counted with the batch axis; -1 is the last. */
  public BatchNormalization axis(int axis) {
    if (axis == 0) {
      throw optionRefusal("axis", "an axis after the batch axis", axis);
    }
    return with(copy -> copy.axis = axis);
  }

  /** Sets the fraction of the moving averages that a step keeps. */
  public BatchNormalization momentum(double momentum) {
    if (!(momentum >= 0 && momentum <= 1)) {
      throw optionRefusal("momentum", "a fraction in [0, 1]", momentum);
    }
    return with(copy -> copy.momentum = momentum);
  }

  public BatchNormalization movingMeanInitializer(Initializer other) {
    return with(copy -> copy.movingMeanInitializer = other);
  }

  public BatchNormalization movingVarianceInitializer(Initializer other) {
    return with(copy -> copy.movingVarianceInitializer = other);
  }

  @Override
  public List<Spec> outputs(List<Spec> inputs) {
    knownSize(inputs, axis);
    return List.of(only(inputs));
  }

  @Override
  public List<WeightSpec> weights(List<Spec> inputs) {
    long size = knownSize(inputs, axis);
    List<WeightSpec> weights = gammaAndBeta(scale(), center(), size);
    weights.add(WeightSpec.statistic("moving_mean", movingMeanInitializer, size));
    weights.add(WeightSpec.statistic("moving_variance", movingVarianceInitializer, size));
    return weights;
  }

  @Override
  public Value call(LayerCall call, List<Value> inputs) {
    Value x = inputs.get(0);
    int channels = positive(axis, x);
    List<Size> sizes = along(x, channels);
    if (!call.training() || call.frozen()) {
      return withMovingAverages(call, x, sizes);
    }
    int[] others = IntStream.range(0, x.rank()).filter(i -> i != channels).toArray();
    Standardized found =
        call.mask(0) == null
            ? Standardized.of(x, epsilon(), others)
            : ofReal(x, MaskValues.over(call.mask(0), x), others);
    updateAverage(call, "moving_mean", found.mean());
    updateAverage(call, "moving_variance", found.variance());
    return scaled(call, found.value(), scale(), center(), sizes);
  }

  private Value withMovingAverages(LayerCall call, Value x, List<Size> sizes) {
    Value factor = call.weight("moving_variance").add(epsilon()).pow(-0.5);
    if (scale()) {
      factor = factor.multiply(call.weight("gamma"));
    }
    Value offset = call.weight("moving_mean").multiply(factor).negate();
    if (center()) {
      offset = offset.add(call.weight("beta"));
    }
    return x.multiply(factor.reshape(sizes)).add(offset.reshape(sizes));
  }

  /** Normalizes by the mean and variance of the steps that are not padding. */
  private Standardized ofReal(Value x, Value mask, int... others) {
    Value real = mask.broadcastTo(x.sizes());
    Value count = real.sum(true, others).add(COUNT_EPSILON);
    Value mean = x.multiply(real).sum(true, others).divide(count);
    Value centered = x.subtract(mean);
    Value variance = centered.square().multiply(real).sum(true, others).divide(count);
    Value out = centered.multiply(variance.add(epsilon()).pow(-0.5));
    return new Standardized(out, mean, variance);
  }

  private void updateAverage(LayerCall call, String statistic, Value found) {
    Value old = call.weight(statistic);
    Value now = found.detach().reshape(old.sizes());
    call.assign(statistic, old.multiply(momentum).add(now.multiply(1 - momentum)));
  }

  @Override
  public MaskUse maskUse(int inputs) {
    return MaskUse.RECEIVES;
  }

  @Override
  public String className() {
    return "BatchNormalization";
  }

  @Override
  protected void describe(Config config) {
    config.put("axis", axis);
    config.put("momentum", momentum);
    describeScale(config);
    describeInitializers(config);
    config.put("moving_mean_initializer", movingMeanInitializer);
    config.put("moving_variance_initializer", movingVarianceInitializer);
    describePenalties(config);
    config.put("synchronized", false);
    config.put("renorm", false);
    config.put("renorm_clipping", null);
    config.put("renorm_momentum", 0.99);
  }
}
