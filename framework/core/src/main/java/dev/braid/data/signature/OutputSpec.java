package dev.braid.data.signature;

import dev.braid.losses.TargetKind;

/**
 * One output of a model, and the target that belongs to it.
 *
 * @param name the output's name
 * @param shape the prediction's shape without the batch axis; -1 is a dimension that may vary
 * @param target the kind of its target
 * @param loss the factory call of its loss, such as {@code mse()}; empty without a loss
 * @param trained whether it has a loss
 * @param requiresTarget whether a loss or a metric needs its target
 * @param ignoredLabel a class number that the loss ignores; NaN for none
 * @param expectation the expected targets; others are legal, but probably a mistake
 */
public record OutputSpec(
    String name,
    long[] shape,
    TargetKind target,
    String loss,
    boolean trained,
    boolean requiresTarget,
    double ignoredLabel,
    TargetExpectation expectation) {

  /** An output without expectations of its targets. */
  public OutputSpec(
      String name,
      long[] shape,
      TargetKind target,
      String loss,
      boolean trained,
      boolean requiresTarget) {
    this(name, shape, target, loss, trained, requiresTarget, Double.NaN, TargetExpectation.NONE);
  }

  /** An output trained with a loss. */
  public static OutputSpec of(String name, TargetKind target, String loss, long... shape) {
    return new OutputSpec(name, shape, target, loss, true, true);
  }

  /** The same output under the name that messages use. */
  public OutputSpec named(String other) {
    return new OutputSpec(
        other, shape, target, loss, trained, requiresTarget, ignoredLabel, expectation);
  }

  /** The number of classes along the last axis; -1 where it may vary. */
  public long classes() {
    return shape.length == 0 ? 1 : shape[shape.length - 1];
  }
}
