package dev.braid.metrics;

import dev.braid.Loss;
import dev.braid.Metric;
import dev.braid.config.Config;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One of the four counts of a confusion matrix.
 *
 * @param <T> the metric's class
 */
public abstract sealed class ConfusionCount<T extends ConfusionCount<T>> extends StandardMetric<T>
    permits FalseNegatives, FalsePositives, TrueNegatives, TruePositives {
  private final Function<ConfusionMatrices, double[]> count;
  private double @Nullable [] thresholds;

  ConfusionCount(String name, boolean higherIsBetter, Function<ConfusionMatrices, double[]> count) {
    super(name, higherIsBetter);
    this.count = count;
  }

  /** Sets the thresholds, by default 0.5; each gives a separate result. */
  public T thresholds(double... values) {
    double[] checked = Thresholds.checked(className(), values);
    return with(copy -> ((ConfusionCount<?>) copy).thresholds = checked);
  }

  /** Whether all thresholds are greater than 0. */
  boolean cutsAboveZero() {
    return thresholds == null || Arrays.stream(thresholds).anyMatch(cut -> cut > 0);
  }

  final T options(Config config) {
    double[] values = config.numbersOrNull("thresholds");
    T metric = common(config);
    return values == null ? metric : metric.thresholds(values);
  }

  @Override
  public Metric.State start(long[] shape, @Nullable Loss loss) {
    Thresholds values = thresholds == null ? Thresholds.of(0.5) : Thresholds.of(thresholds);
    return new ConfusionState(values, null, null, count);
  }

  @Override
  protected void describe(Config config) {
    config.put("thresholds", MetricOptions.oneOrMore(thresholds));
  }
}
