package dev.braid;

import dev.braid.config.Configured;
import dev.braid.losses.TargetKind;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A measure of how good predictions are, accumulated over an epoch.
 *
 * <p>A user-defined metric that is a mean over rows is made by {@code Metrics.of(…)}; for anything
 * else implement {@link State}.
 */
public interface Metric extends Configured {
  @Override
  default String module() {
    return "keras.metrics";
  }

  /** Its name in the logs, such as {@code accuracy}. */
  String name();

  /** True where more is better. */
  boolean higherIsBetter();

  /**
   * What the targets must look like; empty where any will do.
   *
   * <p>A metric and the loss of the same output must agree on whether targets are class indices.
   */
  default Optional<TargetKind> reads() {
    return Optional.empty();
  }

  /**
   * A new gatherer for one output.
   *
   * @param shape the prediction's shape without the batch axis; unknown sizes are -1
   * @param loss the loss of that output, or null where it has none
   */
  State start(long[] shape, @Nullable Loss loss);

  /** Gathers batch after batch. */
  interface State {
    /**
     * Takes a batch in.
     *
     * @param target the targets in C order
     * @param targetShape with the batch axis
     * @param prediction the predictions in C order
     * @param predictionShape with the batch axis
     * @param weights a weight a sample, or a step where there are as many as steps; null for ones.
     *     What a mask leaves out has weight 0
     */
    void update(
        float[] target,
        long[] targetShape,
        float[] prediction,
        long[] predictionShape,
        float @Nullable [] weights);

    /** The value so far; the mean where there are several, such as one for each class. */
    double result();

    /** All values, where there are several. */
    default double[] results() {
      return new double[] {result()};
    }

    void reset();
  }
}
