package dev.braid.metrics;

import dev.braid.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Accumulates confusion matrices of all predictions, or of each label. */
final class AucState implements Metric.State {
  private final Supplier<Thresholds> thresholds;
  private final boolean multiLabel;
  private final double @Nullable [] labelWeights;
  private final boolean logits;
  private final ToDoubleFunction<ConfusionMatrices> area;
  private final List<ConfusionMatrices> confusions = new ArrayList<>();

  AucState(
      Supplier<Thresholds> thresholds,
      boolean multiLabel,
      double @Nullable [] labelWeights,
      boolean logits,
      ToDoubleFunction<ConfusionMatrices> area) {
    this.thresholds = thresholds;
    this.multiLabel = multiLabel;
    this.labelWeights = labelWeights;
    this.logits = logits;
    this.area = area;
  }

  @Override
  public void update(
      float[] target,
      long[] targetShape,
      float[] prediction,
      long[] predictionShape,
      float @Nullable [] weights) {
    PredictionRows rows = PredictionRows.of(predictionShape, prediction.length, weights);
    rows.checkTarget("AUC", target, rows.width());
    while (confusions.size() < (multiLabel ? rows.width() : 1)) {
      confusions.add(new ConfusionMatrices(thresholds.get()));
    }
    for (int i = 0; i < prediction.length; i++) {
      int label = i % rows.width();
      double weight = rows.weight(i / rows.width());
      if (labelWeights != null && !multiLabel) {
        weight *= labelWeights[label];
      }
      if (weight != 0) {
        float guess =
            logits ? (float) (1 / (1 + Math.exp(-(double) prediction[i]))) : prediction[i];
        confusions.get(multiLabel ? label : 0).add(target[i] != 0, guess, weight);
      }
    }
  }

  @Override
  public double result() {
    double sum = 0;
    double count = 0;
    for (int label = 0; label < confusions.size(); label++) {
      double weight = labelWeights == null || !multiLabel ? 1 : labelWeights[label];
      sum += weight * area.applyAsDouble(confusions.get(label));
      count += weight;
    }
    return ConfusionMatrices.ratio(sum, count);
  }

  @Override
  public void reset() {
    confusions.forEach(ConfusionMatrices::reset);
  }
}
