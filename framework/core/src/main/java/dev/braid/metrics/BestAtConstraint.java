package dev.braid.metrics;

import dev.braid.Loss;
import dev.braid.Metric;
import dev.braid.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * The best value of one rate where another rate reaches a goal.
 *
 * @param <T> the metric's class
 */
public abstract sealed class BestAtConstraint<T extends BestAtConstraint<T>>
    extends StandardMetric<T>
    permits PrecisionAtRecall,
        RecallAtPrecision,
        SensitivityAtSpecificity,
        SpecificityAtSensitivity {
  private final String goalName;
  private final double goal;
  private final Rate constrained;
  private final Rate optimized;
  private int numThresholds = 200;
  private @Nullable Integer classId;

  /** The rates of a confusion matrix. */
  enum Rate {
    RECALL,
    PRECISION,
    SPECIFICITY;

    double of(double tp, double tn, double fp, double fn) {
      return switch (this) {
        case RECALL -> ConfusionMatrices.ratio(tp, tp + fn);
        case PRECISION -> ConfusionMatrices.ratio(tp, tp + fp);
        case SPECIFICITY -> ConfusionMatrices.ratio(tn, tn + fp);
      };
    }
  }

  BestAtConstraint(String name, String goalName, double goal, Rate constrained, Rate optimized) {
    super(name, true);
    if (!(goal >= 0 && goal <= 1)) {
      throw MetricOptions.wrong(this, goalName, "a number from 0 to 1", Double.toString(goal));
    }
    this.goalName = goalName;
    this.goal = goal;
    this.constrained = constrained;
    this.optimized = optimized;
  }

  /** Sets the number of thresholds, by default 200. */
  public T numThresholds(int count) {
    int checked = MetricOptions.atLeast(this, 1, "numThresholds", count);
    return with(copy -> ((BestAtConstraint<?>) copy).numThresholds = checked);
  }

  /** Restricts the metric to one class. */
  public T classId(int number) {
    return with(copy -> ((BestAtConstraint<?>) copy).classId = number);
  }

  @Nullable Integer classId() {
    return classId;
  }

  final T options(Config config) {
    T metric = common(config).numThresholds(config.integer("num_thresholds", 200));
    return config.get("class_id") == null ? metric : metric.classId(config.integer("class_id", 0));
  }

  @Override
  public Metric.State start(long[] shape, @Nullable Loss loss) {
    return new ConfusionState(Thresholds.evenlySpaced(numThresholds), null, classId, this::best);
  }

  private double[] best(ConfusionMatrices confusion) {
    double[] tp = confusion.truePositives();
    double[] tn = confusion.trueNegatives();
    double[] fp = confusion.falsePositives();
    double[] fn = confusion.falseNegatives();
    double best = 0;
    for (int i = 0; i < tp.length; i++) {
      if ((float) constrained.of(tp[i], tn[i], fp[i], fn[i]) >= (float) goal) {
        best = Math.max(best, optimized.of(tp[i], tn[i], fp[i], fn[i]));
      }
    }
    return new double[] {best};
  }

  @Override
  protected void describe(Config config) {
    config.put("class_id", classId).put("num_thresholds", numThresholds).put(goalName, goal);
  }
}
