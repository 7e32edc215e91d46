package dev.braid.metrics;

import dev.braid.Loss;
import dev.braid.Metric;
import dev.braid.config.Config;
import java.util.Arrays;

/**
 * A mean of precision and recall for each class.
 *
 * @param <T> the metric itself
 */
public abstract class FScore<T extends FScore<T>> extends StandardMetric<T> {
  private final double beta;
  private Average average = Average.NONE;
  private Double threshold;

  FScore(String name, double beta) {
    super(name, true);
    if (!(beta > 0)) {
      throw Options.wrong(this, "beta", "a number above 0", Double.toString(beta));
    }
    this.beta = beta;
  }

  /** Makes one number of the classes' scores in this way. */
  public T average(Average way) {
    return with(copy -> ((FScore<?>) copy).average = way);
  }

  /** Takes for positive what lies above a threshold, and not the largest of a row. */
  public T threshold(double cut) {
    if (!(cut > 0 && cut <= 1)) {
      throw Options.wrong(this, "threshold", "a number above 0 and up to 1", Double.toString(cut));
    }
    return with(copy -> ((FScore<?>) copy).threshold = cut);
  }

  Double threshold() {
    return threshold;
  }

  final T options(Config config) {
    T metric = common(config).average(Average.read(config.text("average", null)));
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
  public Metric.State start(long[] shape, Loss loss) {
    return new State();
  }

  /** Counts for each class. */
  private final class State implements Metric.State {
    private double[] right = {};
    private double[] tooMany = {};
    private double[] missed = {};
    private double[] present = {};

    @Override
    public void update(
        float[] target,
        long[] targetShape,
        float[] prediction,
        long[] predictionShape,
        float[] weights) {
      Rows rows = Rows.of(predictionShape, prediction.length, weights);
      rows.checkTarget(name(), target, rows.width());
      if (right.length == 0) {
        right = new double[rows.width()];
        tooMany = new double[rows.width()];
        missed = new double[rows.width()];
        present = new double[rows.width()];
      }
      for (int row = 0; row < rows.count(); row++) {
        int from = row * rows.width();
        double weight = rows.weight(row);
        if (weight == 0) {
          continue;
        }
        float largest = prediction[from + Rows.largest(prediction, from, rows.width())];
        for (int i = 0; i < rows.width(); i++) {
          double wanted = weight * target[from + i];
          boolean guessed = guessed(prediction[from + i], largest);
          right[i] += guessed ? wanted : 0;
          tooMany[i] += guessed ? weight - wanted : 0;
          missed[i] += guessed ? 0 : wanted;
          present[i] += wanted;
        }
      }
    }

    private boolean guessed(float prediction, float largest) {
      return threshold == null
          ? prediction >= largest && Math.abs(prediction) > 1e-9
          : prediction > threshold.floatValue();
    }

    @Override
    public double[] results() {
      if (average == Average.MICRO) {
        return new double[] {score(total(right), total(tooMany), total(missed))};
      }
      double[] scores = new double[right.length];
      Arrays.setAll(scores, i -> score(right[i], tooMany[i], missed[i]));
      if (average == Average.NONE) {
        return scores;
      }
      double sum = 0;
      double all = total(present) + EPSILON;
      for (int i = 0; i < scores.length; i++) {
        sum += scores[i] * (average == Average.WEIGHTED ? present[i] / all : 1.0 / scores.length);
      }
      return new double[] {sum};
    }

    private double score(double hits, double extra, double gone) {
      double precision = hits / (hits + extra + EPSILON);
      double recall = hits / (hits + gone + EPSILON);
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
      right = new double[] {};
    }
  }
}
