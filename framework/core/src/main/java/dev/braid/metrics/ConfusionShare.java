package dev.braid.metrics;

import dev.braid.Loss;
import dev.braid.Metric;
import dev.braid.config.Config;
import java.util.Arrays;

/**
 * What precision and recall have in common.
 *
 * @param <T> the metric itself
 */
public abstract class ConfusionShare<T extends ConfusionShare<T>> extends StandardMetric<T> {
  private double[] thresholds;
  private Integer topK;
  private Integer classId;

  ConfusionShare(String name) {
    super(name, true);
  }

  /** Cuts at these thresholds and not at 0.5; each gives a number of its own. */
  public T thresholds(double... cuts) {
    double[] checked = Thresholds.checked(className(), cuts);
    return with(copy -> ((ConfusionShare<?>) copy).thresholds = checked);
  }

  /** Takes the k largest predictions of a row for positive. */
  public T topK(int k) {
    return with(copy -> ((ConfusionShare<?>) copy).topK = k);
  }

  /** Looks at one class only. */
  public T classId(int number) {
    return with(copy -> ((ConfusionShare<?>) copy).classId = number);
  }

  /** Whether a prediction must lie above a number greater than 0 to be positive. */
  boolean cutsAboveZero() {
    return thresholds == null ? topK == null : Arrays.stream(thresholds).anyMatch(cut -> cut > 0);
  }

  Integer topK() {
    return topK;
  }

  Integer classId() {
    return classId;
  }

  final T options(Config config) {
    T metric = common(config);
    double[] cuts = config.numbers("thresholds");
    if (cuts != null) {
      metric = metric.thresholds(cuts);
    }
    if (config.get("top_k") != null) {
      metric = metric.topK(config.integer("top_k", 0));
    }
    return config.get("class_id") == null ? metric : metric.classId(config.integer("class_id", 0));
  }

  /** What true positives are divided by, besides themselves. */
  abstract double[] others(Confusion confusion);

  @Override
  public Metric.State start(long[] shape, Loss loss) {
    return new ConfusionState(cuts(), topK, classId, this::shares);
  }

  private Thresholds cuts() {
    if (thresholds != null) {
      return Thresholds.of(thresholds);
    }
    // with topK everything that is left is positive, however small
    return Thresholds.of(topK == null ? 0.5 : -1e10);
  }

  private double[] shares(Confusion confusion) {
    double[] right = confusion.truePositives();
    double[] others = others(confusion);
    double[] shares = new double[right.length];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = Confusion.ratio(right[i], right[i] + others[i]);
    }
    return shares;
  }

  @Override
  protected void describe(Config config) {
    config.put("thresholds", Options.oneOrMore(thresholds));
    config.put("top_k", topK).put("class_id", classId);
  }
}
