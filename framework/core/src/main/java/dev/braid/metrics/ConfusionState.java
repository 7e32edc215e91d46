package dev.braid.metrics;

import dev.braid.Metric;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Accumulates confusion matrices of all predictions or of one class. */
final class ConfusionState implements Metric.State {
  private final ConfusionMatrices confusion;
  private final Function<ConfusionMatrices, double[]> reading;
  private final @Nullable Integer topK;
  private final @Nullable Integer classId;

  /**
   * A state without counts.
   *
   * @param topK the maximum number of positive predictions in a row, or null for all
   * @param classId the only index of a row that is counted, or null for all
   * @param reading computes the metric's results from the counts
   */
  ConfusionState(
      Thresholds thresholds,
      @Nullable Integer topK,
      @Nullable Integer classId,
      Function<ConfusionMatrices, double[]> reading) {
    this.confusion = new ConfusionMatrices(thresholds);
    this.topK = topK;
    this.classId = classId;
    this.reading = reading;
  }

  @Override
  public void update(
      float[] target,
      long[] targetShape,
      float[] prediction,
      long[] predictionShape,
      float @Nullable [] weights) {
    PredictionRows rows = PredictionRows.of(predictionShape, prediction.length, weights);
    rows.checkTarget("a confusion", target, rows.width());
    for (int row = 0; row < rows.count(); row++) {
      float weight = rows.weight(row);
      if (weight == 0) {
        continue;
      }
      int from = row * rows.width();
      boolean[] best = topK == null ? null : best(prediction, from, rows.width(), topK);
      for (int i = 0; i < rows.width(); i++) {
        if (classId == null || classId == i) {
          boolean out = best != null && !best[i];
          float guess = out ? Float.NEGATIVE_INFINITY : prediction[from + i];
          confusion.add(target[from + i] != 0, guess, weight);
        }
      }
    }
  }

  /** Marks the k largest elements of a row, preferring the first of equal ones. */
  private boolean[] best(float[] prediction, int from, int width, int k) {
    Integer[] order = new Integer[width];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Float.compare(prediction[from + b], prediction[from + a]));
    boolean[] best = new boolean[width];
    for (int i = 0; i < Math.min(k, width); i++) {
      best[order[i]] = true;
    }
    return best;
  }

  @Override
  public double[] results() {
    return reading.apply(confusion);
  }

  @Override
  public double result() {
    return Arrays.stream(results()).average().orElse(0);
  }

  @Override
  public void reset() {
    confusion.reset();
  }
}
