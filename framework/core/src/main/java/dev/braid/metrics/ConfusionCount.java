package dev.braid.metrics;

import dev.braid.Loss;
import dev.braid.Metric;
import dev.braid.config.Config;
import java.util.Arrays;
import java.util.function.Function;

/**
 * One of the four counts of a confusion.
 *
 * @param <T> the metric itself
 */
public abstract class ConfusionCount<T extends ConfusionCount<T>> extends StandardMetric<T> {
  private final Function<Confusion, double[]> count;
  private double[] thresholds;

  ConfusionCount(String name, boolean higherIsBetter, Function<Confusion, double[]> count) {
    super(name, higherIsBetter);
    this.count = count;
  }

  /** Counts at these thresholds and not at 0.5; each gives a number of its own. */
  public T thresholds(double... cuts) {
    double[] checked = Thresholds.checked(className(), cuts);
    return with(copy -> ((ConfusionCount<?>) copy).thresholds = checked);
  }

  /** Whether a prediction must lie above a number greater than 0 to be positive. */
  boolean cutsAboveZero() {
    return thresholds == null || Arrays.stream(thresholds).anyMatch(cut -> cut > 0);
  }

  final T options(Config config) {
    double[] cuts = config.numbers("thresholds");
    T metric = common(config);
    return cuts == null ? metric : metric.thresholds(cuts);
  }

  @Override
  public Metric.State start(long[] shape, Loss loss) {
    Thresholds cuts = thresholds == null ? Thresholds.of(0.5) : Thresholds.of(thresholds);
    return new ConfusionState(cuts, null, null, count);
  }

  @Override
  protected void describe(Config config) {
    config.put("thresholds", Options.oneOrMore(thresholds));
  }
}
