package dev.braid.layers.normalization;

import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.graph.WeightSpec;
import dev.braid.layers.LayerCall;
import dev.braid.ops.Standardized;
import dev.braid.ops.Value;
import java.util.Arrays;
import java.util.List;

/** Normalizes each sample over one or several of its axes. */
public final class LayerNormalization extends BaseNormalization<LayerNormalization> {
  private int[] axes = {-1};
  private boolean rmsScaling;

  public static LayerNormalization read(Config config) {
    int[] axes = Arrays.stream(config.wholes("axis", -1)).mapToInt(Math::toIntExact).toArray();
    return new LayerNormalization()
        .axis(axes)
        .rmsScaling(config.flag("rms_scaling", false))
        .readOptions(config);
  }

  /** The axes normalized from the first one after the batch axis. */
  public int[] axes(List<Spec> inputs) {
    return Arrays.stream(axes).map(axis -> axis(inputs, axis)).sorted().toArray();
  }

  public boolean rmsScaling() {
    return rmsScaling;
  }

  /** The axes to normalize over, normalized with the batch axis; -1 is the last. */
  public LayerNormalization axis(int... axes) {
    if (axes.length == 0) {
      throw optionRefusal("axis", "at least one axis", "none");
    }
    for (int axis : axes) {
      if (axis == 0) {
        throw optionRefusal("axis", "axes after the batch axis", axis);
      }
    }
    int[] sorted = axes.clone();
    Arrays.sort(sorted);
    return with(copy -> copy.axes = sorted);
  }

  /** Divides by the standard deviation without subtracting the mean, as Keras' option does. */
  public LayerNormalization rmsScaling(boolean on) {
    return with(copy -> copy.rmsScaling = on);
  }

  /** True if the layer has a weight gamma. */
  public boolean hasGamma() {
    return scale() || rmsScaling;
  }

  /** True if the layer has a weight beta. */
  public boolean hasBeta() {
    return center() && !rmsScaling;
  }

  @Override
  public List<Spec> outputs(List<Spec> inputs) {
    for (int axis : axes) {
      knownSize(inputs, axis);
    }
    return List.of(only(inputs));
  }

  @Override
  public List<WeightSpec> weights(List<Spec> inputs) {
    long[] shape = Arrays.stream(axes).mapToLong(axis -> knownSize(inputs, axis)).toArray();
    return gammaAndBeta(hasGamma(), hasBeta(), shape);
  }

  @Override
  public Value call(LayerCall call, List<Value> inputs) {
    Value x = inputs.get(0);
    int[] normalized = Arrays.stream(axes).map(axis -> positive(axis, x)).sorted().toArray();
    Value out =
        rmsScaling
            ? overDeviation(x, normalized)
            : Standardized.of(x, epsilon(), normalized).value();
    return scaled(call, out, hasGamma(), hasBeta(), along(x, normalized));
  }

  private Value overDeviation(Value x, int... normalized) {
    Value variance = x.subtract(x.mean(true, normalized)).square().mean(true, normalized);
    return x.multiply(variance.add(epsilon()).pow(-0.5));
  }

  @Override
  public String className() {
    return "LayerNormalization";
  }

  @Override
  protected void describe(Config config) {
    config.put("axis", axes);
    describeScale(config);
    config.put("rms_scaling", rmsScaling);
    describeInitializers(config);
    describePenalties(config);
  }
}
