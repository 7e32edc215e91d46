package dev.braid.layers.augmentation;

import dev.braid.graph.Spec;
import dev.braid.layers.SpatialAxes;
import dev.braid.layers.regularization.Chance;
import java.util.Arrays;
import java.util.List;

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
