package dev.braid.layers.augmentation;

import dev.braid.graph.Spec;
import dev.braid.layers.LayerCall;
import dev.braid.layers.SpatialAxes;
import dev.braid.layers.regularization.RandomLayer;
import dev.braid.ops.Value;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * A layer that changes each image by a separate random draw while training, and passes images on
 * otherwise.
 *
 * @param <L> the layer's class
 */
public abstract sealed class BaseAugmentation<L extends BaseAugmentation<L>> extends RandomLayer<L>
    permits AffineAugmentation, RandomBrightness, RandomContrast, RandomCrop, RandomFlip {
  @Override
  public List<Spec> outputs(List<Spec> inputs) {
    only(inputs, 3, SpatialAxes.meaning(2));
    return super.outputs(inputs);
  }

  /** Transforms images while training. */
  abstract Value changed(LayerCall call, Value x);

  /** Transforms images otherwise. */
  Value unchanged(Value x) {
    return x;
  }

  @Override
  public final Value call(LayerCall call, List<Value> inputs) {
    Value x = inputs.get(0);
    return call.training() ? changed(call, x) : unchanged(x);
  }

  /** A value for each image, computed from a random draw in [0, 1). */
  final Value perImage(LayerCall call, Value x, DoubleUnaryOperator made) {
    double[] draws = draws(call, x.size(0));
    Arrays.setAll(draws, i -> made.applyAsDouble(draws[i]));
    return Value.of(draws, draws.length, 1, 1, 1).asTypeOf(x);
  }

  /** Random values in [0, 1). */
  final double[] draws(LayerCall call, long count) {
    Value like = Value.of(new double[Math.toIntExact(count)], count);
    return call.uniform(seed(), like).doubles();
  }

  /** The range of random values, given as one number or two within limits. */
  final Factor factor(String option, double least, double most, double... given) {
    Factor factor = Factor.of(given);
    if (factor == null || !factor.within(least, most)) {
      throw optionRefusal(
          option, "one number or two, between " + least + " and " + most, Arrays.toString(given));
    }
    return factor;
  }

  /** Checks two numbers in ascending order. */
  final double[] range(String option, double... given) {
    if (given == null || given.length != 2 || !(given[0] < given[1])) {
      throw optionRefusal(option, "two numbers in ascending order", Arrays.toString(given));
    }
    return given.clone();
  }

  /** Checks that an option has one of the known values. */
  final String oneOf(String option, List<String> known, String given) {
    if (!known.contains(given)) {
      throw optionRefusal(option, "one of " + String.join(", ", known), given);
    }
    return given;
  }
}
