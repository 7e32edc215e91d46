package dev.braid.metrics;

import dev.braid.Loss;
import dev.braid.Metric;
import dev.braid.losses.TargetKind;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A metric that is a mean over rows, the last axis of predictions.
 *
 * @param <T> the metric's class
 */
public abstract class RowMetric<T extends RowMetric<T>> extends StandardMetric<T> {
  protected RowMetric(String name, boolean higherIsBetter) {
    super(name, higherIsBetter);
  }

  /**
   * The metric of one row.
   *
   * @param t the offset of the row's target
   * @param p the offset of the row's prediction
   * @param width the length of the prediction, and of the target unless it is a class index
   */
  protected abstract double row(float[] target, int t, float[] prediction, int p, int width);

  /** True if targets are class indices, one for each row. */
  protected boolean sparse() {
    return false;
  }

  @Override
  public final Optional<TargetKind> reads() {
    return Optional.of(sparse() ? TargetKind.CLASS_INDEX : TargetKind.VALUES);
  }

  /** False if rows with a target value have no weight, independent of the given weights. */
  protected boolean takesWeight(float target) {
    return true;
  }

  /** The reported result for a mean. */
  protected double reported(double mean) {
    return mean;
  }

  @Override
  public Metric.State start(long[] shape, @Nullable Loss loss) {
    return new State(this);
  }

  /** The sum so far: the mean of each sample's rows, then the mean of samples by weight. */
  private static final class State implements Metric.State {
    private final RowMetric<?> metric;
    private double total;
    private double count;

    State(RowMetric<?> metric) {
      this.metric = metric;
    }

    @Override
    public void update(
        float[] target,
        long[] targetShape,
        float[] prediction,
        long[] predictionShape,
        float @Nullable [] weights) {
      PredictionRows rows = PredictionRows.of(predictionShape, prediction.length, weights);
      int targetWidth = metric.sparse() ? 1 : rows.width();
      rows.checkTarget(metric.name(), target, targetWidth);
      for (int row = 0; row < rows.count(); row++) {
        int t = row * targetWidth;
        boolean left = weights != null && !metric.takesWeight(target[t]);
        double weight = left ? 0 : rows.weight(row);
        if (weight != 0) {
          int p = row * rows.width();
          total += weight * metric.row(target, t, prediction, p, rows.width()) / rows.perSample();
          count += weight / rows.perSample();
        }
      }
    }

    @Override
    public double result() {
      return count == 0 ? 0 : metric.reported(total / count);
    }

    @Override
    public void reset() {
      total = 0;
      count = 0;
    }
  }
}
