package dev.braid.layers.activation;

import dev.braid.Constraint;
import dev.braid.Initializer;
import dev.braid.Regularizer;
import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.graph.WeightSpec;
import dev.braid.initializers.Zeros;
import dev.braid.layers.LayerCall;
import dev.braid.layers.SameShapeLayer;
import dev.braid.ops.Value;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A leaky rectifier whose factor for negative values, alpha, is trainable. */
public final class PReLU extends SameShapeLayer<PReLU> {
  private Initializer alphaInitializer = new Zeros();
  private @Nullable Regularizer alphaRegularizer;
  private @Nullable Constraint alphaConstraint;
  private int[] sharedAxes = {};

  public static PReLU read(Config config) {
    return new PReLU()
        .alphaInitializer(config.read("alpha_initializer", Initializer.class, new Zeros()))
        .alphaRegularizer(config.readOrNull("alpha_regularizer", Regularizer.class))
        .alphaConstraint(config.readOrNull("alpha_constraint", Constraint.class))
        .sharedAxes(
            Arrays.stream(config.wholes("shared_axes")).mapToInt(Math::toIntExact).toArray());
  }

  public PReLU alphaInitializer(Initializer other) {
    return with(copy -> copy.alphaInitializer = other);
  }

  public PReLU alphaRegularizer(@Nullable Regularizer other) {
    return with(copy -> copy.alphaRegularizer = other);
  }

  public PReLU alphaConstraint(@Nullable Constraint other) {
    return with(copy -> copy.alphaConstraint = other);
  }

  /**
   * Sets the axes along which all positions share one alpha; 1 is the first one after the batch
   * axis.
   */
  public PReLU sharedAxes(int... axes) {
    for (int axis : axes) {
      if (axis < 1) {
        throw optionRefusal("sharedAxes", "axes from 1, the first one after the batch axis", axis);
      }
    }
    int[] copied = axes.clone();
    return with(copy -> copy.sharedAxes = copied);
  }

  @Override
  public List<WeightSpec> weights(List<Spec> inputs) {
    long[] shape = only(inputs).shape().clone();
    for (int axis : sharedAxes) {
      if (axis > shape.length) {
        throw refusal(inputs, "axis " + axis + " among the input's, since sharedAxes names it", "");
      }
      shape[axis - 1] = 1;
    }
    for (int i = 0; i < shape.length; i++) {
      if (shape[i] < 0) {
        throw refusal(
            inputs,
            "known sizes, since weights depend on them",
            "Share alpha along axes of varying size: .sharedAxes(" + (i + 1) + ").");
      }
    }
    return List.of(
        WeightSpec.of("alpha", alphaInitializer, shape).with(alphaRegularizer, alphaConstraint));
  }

  @Override
  public Value call(LayerCall call, List<Value> inputs) {
    Value x = inputs.get(0);
    return x.relu().subtract(x.negate().relu().multiply(call.weight("alpha")));
  }

  @Override
  public String className() {
    return "PReLU";
  }

  @Override
  protected void describe(Config config) {
    config.put("alpha_initializer", alphaInitializer);
    config.put("alpha_regularizer", alphaRegularizer);
    config.put("alpha_constraint", alphaConstraint);
    config.put("shared_axes", sharedAxes.length == 0 ? null : sharedAxes);
  }
}
