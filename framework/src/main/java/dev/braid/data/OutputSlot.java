package dev.braid.data;

/**
 * One output of a model, and the target that belongs to it.
 *
 * @param name the output's name
 * @param shape the prediction's shape without the batch axis; -1 is a dimension that may vary
 * @param target what its target holds
 * @param loss the factory call of its loss, such as {@code mse()}; empty without a loss
 * @param trained whether it has a loss
 * @param wantsTarget whether a loss or a metric needs its target
 */
public record OutputSlot(
    String name,
    long[] shape,
    TargetKind target,
    String loss,
    boolean trained,
    boolean wantsTarget) {

  /** An output trained with a loss. */
  public static OutputSlot of(String name, TargetKind target, String loss, long... shape) {
    return new OutputSlot(name, shape, target, loss, true, true);
  }

  /** The number of classes along the last axis; -1 where it may vary. */
  public long classes() {
    return shape.length == 0 ? 1 : shape[shape.length - 1];
  }
}
