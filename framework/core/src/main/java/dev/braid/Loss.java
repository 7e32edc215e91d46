package dev.braid;

import dev.braid.losses.LossMetric;
import dev.braid.losses.Reduction;
import dev.braid.losses.TargetKind;
import dev.braid.ops.Value;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a prediction is from its target.
 *
 * <p>A loss may also be watched as a metric, as in {@code metrics(mae())}.
 *
 * <p>A user-defined loss implements {@link #values}; the gradient follows from the formula.
 */
public interface Loss extends Metric {
  @Override
  default String module() {
    return "keras.losses";
  }

  @Override
  default boolean higherIsBetter() {
    return false;
  }

  @Override
  default State start(long[] shape, @Nullable Loss ofOutput) {
    return new LossMetric(this);
  }

  /** The factory that makes it, as messages show it: {@code mse()}. */
  String call();

  /** What targets look like. */
  default TargetKind target() {
    return TargetKind.VALUES;
  }

  @Override
  default Optional<TargetKind> reads() {
    return Optional.of(target());
  }

  /** True where predictions must be probabilities, as a softmax or a sigmoid gives them. */
  default boolean usesProbabilities() {
    return false;
  }

  /** How the values are reduced to a scalar. */
  default Reduction reduction() {
    return Reduction.SUM_OVER_BATCH_SIZE;
  }

  /**
   * The loss of each sample (and step): the prediction's shape without the last axis.
   *
   * @param target the target, shaped as {@link #target()} says: class indices have no last axis
   * @param prediction what the model gave
   */
  Value values(Value target, Value prediction);

  /**
   * 1 for each value that counts and 0 for each that is as if it were masked; null where all count.
   */
  default @Nullable Value counted(Value target) {
    return null;
  }

  /**
   * The same for losses in which it depends on the values.
   *
   * @param values what {@link #values} returned
   */
  default @Nullable Value counted(Value target, Value values) {
    return counted(target);
  }
}
