package dev.braid.losses;

import dev.braid.Loss;
import dev.braid.Metric;
import dev.braid.ops.Value;
import org.jspecify.annotations.Nullable;

/** Accumulates the mean of a loss, so that any loss can be used as a metric. */
public final class LossMetric implements Metric.State {
  private final Loss loss;
  private final int sign;
  private double total;
  private double count;

  public LossMetric(Loss loss) {
    this(loss, 1);
  }

  private LossMetric(Loss loss, int sign) {
    this.loss = loss;
    this.sign = sign;
  }

  /** Accumulates the negated mean of a loss, for losses that are the negative of their name. */
  public static LossMetric negated(Loss loss) {
    return new LossMetric(loss, -1);
  }

  @Override
  public void update(
      float[] target,
      long[] targetShape,
      float[] prediction,
      long[] predictionShape,
      float @Nullable [] weights) {
    Value each = loss.values(Value.of(target, targetShape), Value.of(prediction, predictionShape));
    float[] values = each.floats();
    int samples = Math.toIntExact(predictionShape[0]);
    int perSample = samples == 0 ? 0 : values.length / samples;
    for (int row = 0; row < values.length; row++) {
      double weight = weights == null ? 1 : weights[row / (values.length / weights.length)];
      if (weight != 0) {
        total += sign * weight * values[row] / perSample;
        count += weight / perSample;
      }
    }
  }

  @Override
  public double result() {
    return count == 0 ? 0 : total / count;
  }

  @Override
  public void reset() {
    total = 0;
    count = 0;
  }
}
