package dev.braid.metrics;

import dev.braid.Loss;
import dev.braid.Metric;
import dev.braid.config.Config;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The base of F-scores: a mean of precision and recall for each class.
 *
 * @param <T> the metric's class
 */
public abstract sealed class FScore<T extends FScore<T>> extends StandardMetric<T>
    permits F1Score, FBetaScore {
  private final double beta;
  private ScoreAverage average = ScoreAverage.NONE;
  private @Nullable Double threshold;

  FScore(String name, double beta) {
    super(name, true);
    if (!(beta > 0)) {
      throw MetricOptions.wrong(this, "beta", "a number above 0", Double.toString(beta));
    }
    this.beta = beta;
  }

  /** Sets the averaging of the classes' scores. */
  public T average(ScoreAverage other) {
    return with(copy -> ((FScore<?>) copy).average = other);
  }

  /** Treats predictions above a threshold as positive, instead of the largest of a row. */
  public T threshold(double value) {
    if (!(value > 0 && value <= 1)) {
      throw MetricOptions.wrong(
          this, "threshold", "a number above 0 and up to 1", Double.toString(value));
    }
    return with(copy -> ((FScore<?>) copy).threshold = value);
  }

  @Nullable Double threshold() {
    return threshold;
  }

  final T options(Config config) {
    T metric = common(config).average(ScoreAverage.read(config.textOrNull("average")));
    return config.get("threshold") == null
        ? metric
        : metric.threshold(config.number("threshold", 0.5));
  }

  @Override
  protected void describe(Config config) {
    config.put("average", average.keras());
    if (beta != 1 || !(this instanceof F1Score)) {
      config.put("beta", beta);
    }
    config.put("threshold", threshold);
  }

  @Override
  public Metric.State start(long[] shape, @Nullable Loss loss) {
    return new State();
  }

  /** Accumulates counts for each class. */
  private final class State implements Metric.State {
    private double[] truePositives = {};
    private double[] falsePositives = {};
    private double[] falseNegatives = {};
    private double[] present = {};

    @Override
    public void update(
        float[] target,
        long[] targetShape,
        float[] prediction,
        long[] predictionShape,
        float @Nullable [] weights) {
      PredictionRows rows = PredictionRows.of(predictionShape, prediction.length, weights);
      rows.checkTarget(name(), target, rows.width());
      if (truePositives.length == 0) {
        truePositives = new double[rows.width()];
        falsePositives = new double[rows.width()];
        falseNegatives = new double[rows.width()];
        present = new double[rows.width()];
      }
      for (int row = 0; row < rows.count(); row++) {
        int from = row * rows.width();
        double weight = rows.weight(row);
        if (weight == 0) {
          continue;
        }
        float largest = prediction[from + PredictionRows.largest(prediction, from, rows.width())];
        for (int i = 0; i < rows.width(); i++) {
          double targetWeight = weight * target[from + i];
          boolean positive = isPositive(prediction[from + i], largest);
          truePositives[i] += positive ? targetWeight : 0;
          falsePositives[i] += positive ? weight - targetWeight : 0;
          falseNegatives[i] += positive ? 0 : targetWeight;
          present[i] += targetWeight;
        }
      }
    }

    private boolean isPositive(float prediction, float largest) {
      return threshold == null
          ? prediction >= largest && Math.abs(prediction) > 1e-9
          : prediction > threshold.floatValue();
    }

    @Override
    public double[] results() {
      if (average == ScoreAverage.MICRO) {
        return new double[] {
          score(total(truePositives), total(falsePositives), total(falseNegatives))
        };
      }
      double[] scores = new double[truePositives.length];
      Arrays.setAll(scores, i -> score(truePositives[i], falsePositives[i], falseNegatives[i]));
      if (average == ScoreAverage.NONE) {
        return scores;
      }
      double sum = 0;
      double all = total(present) + EPSILON;
      for (int i = 0; i < scores.length; i++) {
        sum +=
            scores[i] * (average == ScoreAverage.WEIGHTED ? present[i] / all : 1.0 / scores.length);
      }
      return new double[] {sum};
    }

    private double score(double truePositives, double falsePositives, double falseNegatives) {
      double precision = truePositives / (truePositives + falsePositives + EPSILON);
      double recall = truePositives / (truePositives + falseNegatives + EPSILON);
      double square = beta * beta;
      return precision * recall / (square * precision + recall + EPSILON) * (1 + square);
    }

    private static double total(double[] numbers) {
      return Arrays.stream(numbers).sum();
    }

    @Override
    public double result() {
      return Arrays.stream(results()).average().orElse(0);
    }

    @Override
    public void reset() {
      truePositives = new double[] {};
    }
  }
}
