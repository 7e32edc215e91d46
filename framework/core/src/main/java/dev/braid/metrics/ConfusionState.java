package dev.braid.metrics;

import dev.braid.Metric;
import java.util.Arrays;
import java.util.function.Function;

/** Gathers a confusion of all predictions, or of one class of them. */
final class ConfusionState implements Metric.State {
  private final Confusion confusion;
  private final Function<Confusion, double[]> reading;
  private final Integer topK;
  private final Integer classId;

  /**
   * A state without counts.
   *
   * @param topK how many of a row's predictions may be positive, or null for all
   * @param classId the one place of a row that counts, or null for all
   * @param reading the metric's numbers, from the counts
   */
  ConfusionState(
      Thresholds thresholds, Integer topK, Integer classId, Function<Confusion, double[]> reading) {
    this.confusion = new Confusion(thresholds);
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
      float[] weights) {
    Rows rows = Rows.of(predictionShape, prediction.length, weights);
    rows.checkTarget("a confusion", target, rows.width());
    for (int row = 0; row < rows.count(); row++) {
      float weight = rows.weight(row);
      if (weight == 0) {
        continue;
      }
      int from = row * rows.width();
      boolean[] best = topK == null ? null : best(prediction, from, rows.width());
      for (int i = 0; i < rows.width(); i++) {
        if (classId == null || classId == i) {
          boolean out = best != null && !best[i];
          float guess = out ? Float.NEGATIVE_INFINITY : prediction[from + i];
          confusion.add(target[from + i] != 0, guess, weight);
        }
      }
    }
  }

  /** The k largest of a row, the first of equal ones. */
  private boolean[] best(float[] prediction, int from, int width) {
    Integer[] order = new Integer[width];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Float.compare(prediction[from + b], prediction[from + a]));
    boolean[] best = new boolean[width];
    for (int i = 0; i < Math.min(topK, width); i++) {
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
