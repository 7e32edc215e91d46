package dev.braid;

import org.jspecify.annotations.Nullable;

/**
 * Inputs and targets of some samples, in any of the forms that {@code fit} accepts.
 *
 * <p>Nothing is looked at or copied before the batch is used.
 */
public final class Batch {
  private final Object x;
  private final @Nullable Object y;
  private final @Nullable Object weights;

  private Batch(Object x, @Nullable Object y, @Nullable Object weights) {
    this.x = x;
    this.y = y;
    this.weights = weights;
  }

  /**
   * Inputs and their targets.
   *
   * @param x one array, a list of arrays in the model's order, or a map by input name
   * @param y the same for the outputs
   */
  public static Batch of(Object x, @Nullable Object y) {
    return of(x, y, null);
  }

  /**
   * Inputs, their targets and the weight of each sample.
   *
   * @param x one array, a list of arrays in the model's order, or a map by input name
   * @param y the same for the outputs
   * @param weights one array, a list or a map by output name; null for none
   */
  public static Batch of(Object x, @Nullable Object y, @Nullable Object weights) {
    return new Batch(x, y, weights);
  }

  public Object x() {
    return x;
  }

  /** The targets; null when there are none. */
  public @Nullable Object y() {
    return y;
  }

  /** The sample weights; null when there are none. */
  public @Nullable Object weights() {
    return weights;
  }
}
