package dev.braid.layers.normalization;

import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.graph.WeightSpec;
import dev.braid.initializers.Ones;
import dev.braid.layers.BaseLayer;
import dev.braid.layers.LayerCall;
import dev.braid.ops.Value;
import java.util.Arrays;
import java.util.List;

/** Divides each sample by its root mean square along one or several axes, and scales it. */
public final class RMSNormalization extends BaseLayer<RMSNormalization> {
  private int[] axes = {-1};
  private double epsilon = 1e-6;

  public static RMSNormalization read(Config config) {
    return new RMSNormalization()
        .axis(Arrays.stream(config.wholes("axis", -1)).mapToInt(Math::toIntExact).toArray())
        .epsilon(config.number("epsilon", 1e-6));
  }

  /** The axes to normalize along, counted with the batch axis; -1 is the last. */
  public RMSNormalization axis(int... normalized) {
    if (normalized.length == 0) {
      throw optionRefusal("axis", "at least one axis", "none");
    }
    int[] sorted = normalized.clone();
    Arrays.sort(sorted);
    return with(copy -> copy.axes = sorted);
  }

  /** Added to the mean square, so that nothing is divided by 0. */
  public RMSNormalization epsilon(double added) {
    notNegative("epsilon", added);
    return with(copy -> copy.epsilon = added);
  }

  @Override
  public List<Spec> outputs(List<Spec> inputs) {
    Spec input = only(inputs);
    for (int axis : axes) {
      int at = axis < 0 ? axis + input.rank() : axis - 1;
      if (at < 0 || at >= input.rank() || input.size(at) < 0) {
        throw refusal(inputs, "an axis " + axis + " of known size after the batch axis", "");
      }
    }
    long[] scale = scaleShape(input);
    for (int i = 0; i < scale.length; i++) {
      if (scale[i] != 1 && scale[i] != input.size(input.rank() - scale.length + i)) {
        throw refusal(
            inputs,
            "axes whose sizes, " + Spec.list(scale) + ", are those of the last axes",
            "Normalize along the last axes.");
      }
    }
    return List.of(input);
  }

  private long[] scaleShape(Spec input) {
    return Arrays.stream(axes)
        .mapToLong(axis -> input.size(axis < 0 ? axis + input.rank() : axis - 1))
        .toArray();
  }

  @Override
  public List<WeightSpec> weights(List<Spec> inputs) {
    return List.of(WeightSpec.of("scale", new Ones(), scaleShape(inputs.get(0))));
  }

  @Override
  public Value call(LayerCall call, List<Value> inputs) {
    Value x = inputs.get(0);
    int[] normalized =
        Arrays.stream(axes).map(axis -> BaseNormalization.positive(axis, x)).sorted().toArray();
    Value size = x.square().mean(true, normalized).add(epsilon).pow(-0.5);
    // as Keras does, along the last axes whatever the normalized ones are
    return x.multiply(size).multiply(call.weight("scale"));
  }

  @Override
  public String className() {
    return "RMSNormalization";
  }

  @Override
  protected void describe(Config config) {
    config.put("axis", axes);
    config.put("epsilon", epsilon);
  }
}
