package dev.braid.metrics;

import dev.braid.Loss;
import dev.braid.Metric;
import dev.braid.config.Config;

/**
 * The best of one share where another reaches a goal.
 *
 * @param <T> the metric itself
 */
public abstract class AtGoal<T extends AtGoal<T>> extends StandardMetric<T> {
  private final String goalName;
  private final double goal;
  private final Share constrained;
  private final Share wanted;
  private int numThresholds = 200;
  private Integer classId;

  /** The shares there are. */
  enum Share {
    RECALL,
    PRECISION,
    SPECIFICITY;

    double of(double tp, double tn, double fp, double fn) {
      return switch (this) {
        case RECALL -> Confusion.ratio(tp, tp + fn);
        case PRECISION -> Confusion.ratio(tp, tp + fp);
        case SPECIFICITY -> Confusion.ratio(tn, tn + fp);
      };
    }
  }

  AtGoal(String name, String goalName, double goal, Share constrained, Share wanted) {
    super(name, true);
    if (!(goal >= 0 && goal <= 1)) {
      throw Options.wrong(this, goalName, "a number from 0 to 1", Double.toString(goal));
    }
    this.goalName = goalName;
    this.goal = goal;
    this.constrained = constrained;
    this.wanted = wanted;
  }

  /** Looks at so many thresholds and not at 200. */
  public T numThresholds(int count) {
    int checked = Options.atLeast(this, 1, "numThresholds", count);
    return with(copy -> ((AtGoal<?>) copy).numThresholds = checked);
  }

  /** Looks at one class only. */
  public T classId(int number) {
    return with(copy -> ((AtGoal<?>) copy).classId = number);
  }

  Integer classId() {
    return classId;
  }

  final T options(Config config) {
    T metric = common(config).numThresholds(config.integer("num_thresholds", 200));
    return config.get("class_id") == null ? metric : metric.classId(config.integer("class_id", 0));
  }

  @Override
  public Metric.State start(long[] shape, Loss loss) {
    return new ConfusionState(Thresholds.spread(numThresholds), null, classId, this::best);
  }

  private double[] best(Confusion confusion) {
    double[] tp = confusion.truePositives();
    double[] tn = confusion.trueNegatives();
    double[] fp = confusion.falsePositives();
    double[] fn = confusion.falseNegatives();
    double best = 0;
    for (int i = 0; i < tp.length; i++) {
      if ((float) constrained.of(tp[i], tn[i], fp[i], fn[i]) >= (float) goal) {
        best = Math.max(best, wanted.of(tp[i], tn[i], fp[i], fn[i]));
      }
    }
    return new double[] {best};
  }

  @Override
  protected void describe(Config config) {
    config.put("class_id", classId).put("num_thresholds", numThresholds).put(goalName, goal);
  }
}
