package dev.braid.metrics;

import dev.braid.Loss;
import dev.braid.Metric;
import dev.braid.losses.TargetKind;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The mean of predictions, independent of the targets. */
public final class Mean extends StandardMetric<Mean> {
  public Mean() {
    super("mean", false);
  }

  @Override
  public Optional<TargetKind> reads() {
    return Optional.empty();
  }

  @Override
  public Metric.State start(long[] shape, @Nullable Loss loss) {
    return new State();
  }

  /** The sum so far: the mean of each sample's predictions, then the mean of samples by weight. */
  private static final class State implements Metric.State {
    private double total;
    private double count;

    @Override
    public void update(
        float[] target,
        long[] targetShape,
        float[] prediction,
        long[] predictionShape,
        float @Nullable [] weights) {
      PredictionRows rows = PredictionRows.of(predictionShape, prediction.length, weights);
      for (int row = 0; row < rows.count(); row++) {
        double weight = rows.weight(row);
        if (weight != 0) {
          total += weight * mean(prediction, row * rows.width(), rows.width()) / rows.perSample();
          count += weight / rows.perSample();
        }
      }
    }

    private static double mean(float[] numbers, int from, int width) {
      double sum = 0;
      for (int i = 0; i < width; i++) {
        sum += numbers[from + i];
      }
      return sum / width;
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
}
