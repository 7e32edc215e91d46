package dev.braid.metrics;

import dev.braid.Loss;
import dev.braid.Metric;
import dev.braid.config.Config;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The base of precision and recall: true positives divided by a sum of counts.
 *
 * @param <T> the metric's class
 */
public abstract sealed class ConfusionRatio<T extends ConfusionRatio<T>> extends StandardMetric<T>
    permits Precision, Recall {
  private double @Nullable [] thresholds;
  private @Nullable Integer topK;
  private @Nullable Integer classId;

  ConfusionRatio(String name) {
    super(name, true);
  }

  /** Sets the thresholds, by default 0.5; each gives a separate result. */
  public T thresholds(double... cuts) {
    double[] checked = Thresholds.checked(className(), cuts);
    return with(copy -> ((ConfusionRatio<?>) copy).thresholds = checked);
  }

  /** Treats the k largest predictions of a row as positive. */
  public T topK(int k) {
    return with(copy -> ((ConfusionRatio<?>) copy).topK = k);
  }

  /** Restricts the metric to one class. */
  public T classId(int number) {
    return with(copy -> ((ConfusionRatio<?>) copy).classId = number);
  }

  /** Whether all thresholds are greater than 0. */
  boolean cutsAboveZero() {
    return thresholds == null ? topK == null : Arrays.stream(thresholds).anyMatch(cut -> cut > 0);
  }

  @Nullable Integer topK() {
    return topK;
  }

  @Nullable Integer classId() {
    return classId;
  }

  final T options(Config config) {
    T metric = common(config);
    double[] cuts = config.numbersOrNull("thresholds");
    if (cuts != null) {
      metric = metric.thresholds(cuts);
    }
    if (config.get("top_k") != null) {
      metric = metric.topK(config.integer("top_k", 0));
    }
    return config.get("class_id") == null ? metric : metric.classId(config.integer("class_id", 0));
  }

  /** The counts that are added to true positives in the denominator. */
  abstract double[] others(ConfusionMatrices confusion);

  @Override
  public Metric.State start(long[] shape, @Nullable Loss loss) {
    return new ConfusionState(cuts(), topK, classId, this::ratios);
  }

  private Thresholds cuts() {
    if (thresholds != null) {
      return Thresholds.of(thresholds);
    }
    // with topK all remaining predictions are positive, however small
    return Thresholds.of(topK == null ? 0.5 : -1e10);
  }

  private double[] ratios(ConfusionMatrices confusion) {
    double[] right = confusion.truePositives();
    double[] others = others(confusion);
    double[] ratios = new double[right.length];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = ConfusionMatrices.ratio(right[i], right[i] + others[i]);
    }
    return ratios;
  }

  @Override
  protected void describe(Config config) {
    config.put("thresholds", MetricOptions.oneOrMore(thresholds));
    config.put("top_k", topK).put("class_id", classId);
  }
}
