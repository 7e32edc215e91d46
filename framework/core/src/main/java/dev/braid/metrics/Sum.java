package dev.braid.metrics;

import dev.braid.Loss;
import dev.braid.Metric;
import dev.braid.losses.TargetKind;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The sum of predictions, independent of the targets. */
public final class Sum extends StandardMetric<Sum> {
  public Sum() {
    super("sum", false);
  }

  @Override
  public Optional<TargetKind> reads() {
    return Optional.empty();
  }

  @Override
  public Metric.State start(long[] shape, @Nullable Loss loss) {
    return new State();
  }

  /** The sum so far. */
  private static final class State implements Metric.State {
    private double total;

    @Override
    public void update(
        float[] target,
        long[] targetShape,
        float[] prediction,
        long[] predictionShape,
        float @Nullable [] weights) {
      PredictionRows rows = PredictionRows.of(predictionShape, prediction.length, weights);
      for (int i = 0; i < prediction.length; i++) {
        total += (double) prediction[i] * rows.weight(i / rows.width());
      }
    }

    @Override
    public double result() {
      return total;
    }

    @Override
    public void reset() {
      total = 0;
    }
  }
}
