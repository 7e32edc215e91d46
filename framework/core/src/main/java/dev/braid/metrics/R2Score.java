package dev.braid.metrics;

import dev.braid.Loss;
import dev.braid.Metric;
import dev.braid.config.Config;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The fraction of the targets' variance that predictions explain. */
public final class R2Score extends StandardMetric<R2Score> {
  private Aggregation aggregation = Aggregation.UNIFORM_AVERAGE;
  private int regressors;

  /** The aggregation of the scores of several outputs. */
  public enum Aggregation {
    /** They are kept separate; the logs show their mean. */
    NONE,
    UNIFORM_AVERAGE,
    VARIANCE_WEIGHTED_AVERAGE
  }

  public R2Score() {
    super("r2_score", true);
  }

  static R2Score read(Config config) {
    String written = config.textOrNull("class_aggregation");
    R2Score metric = new R2Score().common(config).adjusted(config.integer("num_regressors", 0));
    return config.has("class_aggregation")
        ? metric.aggregation(
            written == null
                ? Aggregation.NONE
                : Aggregation.valueOf(written.toUpperCase(Locale.ROOT)))
        : metric;
  }

  public R2Score aggregation(Aggregation other) {
    return with(copy -> copy.aggregation = other);
  }

  /** Adjusts the score for a number of independent variables. */
  public R2Score adjusted(int numRegressors) {
    return with(
        copy -> copy.regressors = MetricOptions.atLeast(copy, 0, "numRegressors", numRegressors));
  }

  @Override
  protected void describe(Config config) {
    config
        .put(
            "class_aggregation",
            aggregation == Aggregation.NONE ? null : aggregation.name().toLowerCase(Locale.ROOT))
        .put("num_regressors", regressors);
  }

  @Override
  public Metric.State start(long[] shape, @Nullable Loss loss) {
    return new State();
  }

  /**
   * Accumulates for each output the differences of targets from the first weighted target, so that
   * the variance of equal targets is exactly 0 for all weights.
   */
  private final class State implements Metric.State {
    private float[] origin = {};
    private double[] sum = {};
    private double[] squares = {};
    private double[] residual = {};
    private double[] count = {};
    private long elements;

    @Override
    public void update(
        float[] target,
        long[] targetShape,
        float[] prediction,
        long[] predictionShape,
        float @Nullable [] weights) {
      PredictionRows rows = PredictionRows.of(predictionShape, prediction.length, weights);
      rows.checkTarget(name(), target, rows.width());
      if (sum.length == 0) {
        sum = new double[rows.width()];
        squares = new double[rows.width()];
        residual = new double[rows.width()];
        count = new double[rows.width()];
      }
      for (int i = 0; i < target.length; i++) {
        double weight = rows.weight(i / rows.width());
        if (weight != 0) {
          int at = i % rows.width();
          if (origin.length == 0) {
            origin = Arrays.copyOfRange(target, i, i + rows.width());
          }
          double error = (double) target[i] - prediction[i];
          double off = (double) target[i] - origin[at];
          sum[at] += weight * off;
          squares[at] += weight * off * off;
          residual[at] += weight * error * error;
          count[at] += weight;
        }
      }
      elements += target.length;
    }

    @Override
    public double[] results() {
      double[] variances = new double[sum.length];
      Arrays.setAll(variances, i -> squares[i] - sum[i] * sum[i] / count[i]);
      double[] scores = new double[sum.length];
      Arrays.setAll(scores, i -> score(residual[i], variances[i]));
      double[] aggregated =
          switch (aggregation) {
            case NONE -> scores;
            case UNIFORM_AVERAGE -> new double[] {Arrays.stream(scores).average().orElse(0)};
            case VARIANCE_WEIGHTED_AVERAGE -> new double[] {weighted(scores, variances)};
          };
      return regressors == 0 || regressors >= elements - 1 ? aggregated : adjusted(aggregated);
    }

    private static double score(double residual, double variance) {
      double score = 1 - residual / variance;
      return Double.isInfinite(score) ? 0 : score;
    }

    private static double weighted(double[] scores, double[] weights) {
      double total = 0;
      for (int i = 0; i < scores.length; i++) {
        total += scores[i] * weights[i];
      }
      return total / Arrays.stream(weights).sum();
    }

    private double[] adjusted(double[] scores) {
      return Arrays.stream(scores)
          .map(score -> 1 - (1 - score) * (elements - 1) / (elements - regressors - 1))
          .toArray();
    }

    @Override
    public double result() {
      return Arrays.stream(results()).average().orElse(0);
    }

    @Override
    public void reset() {
      origin = new float[] {};
      sum = new double[] {};
      elements = 0;
    }
  }
}
