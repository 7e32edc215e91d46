package dev.braid.layers.augmentation;

import dev.braid.graph.Spec;
import dev.braid.layers.LayerCall;
import dev.braid.layers.SpatialAxes;
import dev.braid.layers.regularization.Chance;
import dev.braid.ops.Value;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * A layer that changes each picture by a lot of its own while training, and hands pictures on
 * otherwise.
 *
 * @param <L> the layer's own class
 */
public abstract class Augmentation<L extends Augmentation<L>> extends Chance<L> {
  @Override
  public List<Spec> outputs(List<Spec> inputs) {
    only(inputs, 3, SpatialAxes.meaning(2));
    return super.outputs(inputs);
  }

  /** What images become while training. */
  abstract Value changed(LayerCall call, Value x);

  /** What images become otherwise. */
  Value unchanged(Value x) {
    return x;
  }

  @Override
  public final Value call(LayerCall call, List<Value> inputs) {
    Value x = inputs.get(0);
    return call.training() ? changed(call, x) : unchanged(x);
  }

  /** A number for each image, made from a random number in [0, 1). */
  final Value perImage(LayerCall call, Value x, DoubleUnaryOperator made) {
    double[] numbers = draws(call, x.size(0));
    Arrays.setAll(numbers, i -> made.applyAsDouble(numbers[i]));
    return Value.of(numbers, numbers.length, 1, 1, 1).asTypeOf(x);
  }

  /** Random numbers in [0, 1). */
  final double[] draws(LayerCall call, long count) {
    Value like = Value.of(new double[Math.toIntExact(count)], count);
    return call.uniform(seed(), like).doubles();
  }

  /** What chance picks from, given one number or two within limits. */
  final Factor factor(String option, double least, double most, double... given) {
    Factor factor = Factor.of(given);
    if (factor == null || !factor.within(least, most)) {
      throw optionRefusal(
          option, "one number or two, between " + least + " and " + most, Arrays.toString(given));
    }
    return factor;
  }

  /** Two numbers in rising order. */
  final double[] range(String option, double... given) {
    if (given == null || given.length != 2 || !(given[0] < given[1])) {
      throw optionRefusal(option, "two numbers in rising order", Arrays.toString(given));
    }
    return given.clone();
  }

  /** One of some words. */
  final String word(String option, List<String> known, String given) {
    if (!known.contains(given)) {
      throw optionRefusal(option, "one of " + String.join(", ", known), given);
    }
    return given;
  }
}
