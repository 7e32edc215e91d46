package dev.braid.data.signature;

import dev.braid.losses.TargetKind;

/**
 * One output of a model, and the target that belongs to it.
 *
 * @param name the output's name
 * @param shape the prediction's shape without the batch axis; -1 is a dimension that may vary
 * @param target what its target holds
 * @param loss the factory call of its loss, such as {@code mse()}; empty without a loss
 * @param trained whether it has a loss
 * @param wantsTarget whether a loss or a metric needs its target
 * @param ignoredLabel a class number that the loss leaves out, whatever it is; NaN for none
 * @param doubts which legal targets are probably a mistake
 */
public record OutputSlot(
    String name,
    long[] shape,
    TargetKind target,
    String loss,
    boolean trained,
    boolean wantsTarget,
    double ignoredLabel,
    TargetDoubts doubts) {

  /** An output whose legal targets are all taken without a remark. */
  public OutputSlot(
      String name,
      long[] shape,
      TargetKind target,
      String loss,
      boolean trained,
      boolean wantsTarget) {
    this(name, shape, target, loss, trained, wantsTarget, Double.NaN, TargetDoubts.NONE);
  }

  /** An output trained with a loss. */
  public static OutputSlot of(String name, TargetKind target, String loss, long... shape) {
    return new OutputSlot(name, shape, target, loss, true, true);
  }

  /** The same output under the name that messages give it. */
  public OutputSlot named(String other) {
    return new OutputSlot(other, shape, target, loss, trained, wantsTarget, ignoredLabel, doubts);
  }

  /** The number of classes along the last axis; -1 where it may vary. */
  public long classes() {
    return shape.length == 0 ? 1 : shape[shape.length - 1];
  }
}
