package dev.braid.metrics;

import dev.braid.Loss;
import dev.braid.Metric;
import dev.braid.config.Config;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The area under a curve over thresholds. */
public final class AUC extends StandardMetric<AUC> {
  private int numThresholds = 200;
  private double @Nullable [] thresholds;
  private Curve curve = Curve.ROC;
  private Summation summation = Summation.INTERPOLATION;
  private boolean multiLabel;
  private @Nullable Integer numLabels;
  private double @Nullable [] labelWeights;
  private boolean fromLogits;

  /** The kinds of curves. */
  public enum Curve {
    /** True positives over false positives. */
    ROC,
    /** Precision over recall. */
    PR
  }

  /** The interpolation of the area between two thresholds. */
  public enum Summation {
    INTERPOLATION,
    MAJORING,
    MINORING
  }

  public AUC() {
    super("auc", true);
  }

  static AUC read(Config config) {
    return new AUC()
        .common(config)
        .with(
            auc -> {
              auc.numThresholds =
                  MetricOptions.atLeast(
                      auc, 2, "numThresholds", config.integer("num_thresholds", 200));
              double[] values = config.numbersOrNull("thresholds");
              auc.thresholds = values == null ? null : Thresholds.checked("AUC", values);
              auc.curve = Curve.valueOf(config.text("curve", "ROC").toUpperCase(Locale.ROOT));
              auc.summation =
                  Summation.valueOf(
                      config.text("summation_method", "interpolation").toUpperCase(Locale.ROOT));
              auc.multiLabel = config.flag("multi_label", false);
              auc.numLabels =
                  config.get("num_labels") == null ? null : config.integer("num_labels", 0);
              auc.labelWeights = config.numbersOrNull("label_weights");
              auc.fromLogits = config.flag("from_logits", false);
            });
  }

  /** Sets the number of thresholds, by default 200. */
  public AUC numThresholds(int count) {
    return with(
        copy -> copy.numThresholds = MetricOptions.atLeast(copy, 2, "numThresholds", count));
  }

  /** Sets the thresholds, to which 0 and 1 are added. */
  public AUC thresholds(double... values) {
    double[] sorted = Thresholds.checked("AUC", values);
    Arrays.sort(sorted);
    return with(copy -> copy.thresholds = sorted);
  }

  public AUC curve(Curve other) {
    return with(copy -> copy.curve = other);
  }

  public AUC summation(Summation method) {
    return with(copy -> copy.summation = method);
  }

  /** Computes the mean of the areas of all labels. */
  public AUC multiLabel() {
    return with(copy -> copy.multiLabel = true);
  }

  /** Sets the weight of each label. */
  public AUC labelWeights(double... weights) {
    double[] kept = weights.clone();
    return with(copy -> copy.labelWeights = kept);
  }

  /** Treats predictions as logits. */
  public AUC fromLogits() {
    return with(copy -> copy.fromLogits = true);
  }

  double[] labelWeights() {
    return labelWeights == null ? new double[0] : labelWeights.clone();
  }

  boolean takesLogits() {
    return fromLogits;
  }

  @Override
  public Metric.State start(long[] shape, @Nullable Loss loss) {
    return new AucState(this::allThresholds, multiLabel, labelWeights, fromLogits, this::area);
  }

  private Thresholds allThresholds() {
    if (thresholds != null) {
      double[] sorted = thresholds.clone();
      Arrays.sort(sorted);
      return Thresholds.closed(sorted);
    }
    double[] inner = new double[numThresholds - 2];
    Arrays.setAll(inner, i -> (i + 1.0) / (numThresholds - 1));
    return Thresholds.closed(inner);
  }

  private double area(ConfusionMatrices confusion) {
    if (curve == Curve.PR && summation == Summation.INTERPOLATION) {
      return interpolatedPrecision(confusion);
    }
    double[] tp = confusion.truePositives();
    double[] fp = confusion.falsePositives();
    double[] fn = confusion.falseNegatives();
    double[] tn = confusion.trueNegatives();
    double area = 0;
    for (int i = 0; i + 1 < tp.length; i++) {
      int j = i + 1;
      double recall = ConfusionMatrices.ratio(tp[i], tp[i] + fn[i]);
      double nextRecall = ConfusionMatrices.ratio(tp[j], tp[j] + fn[j]);
      area +=
          curve == Curve.ROC
              ? (ConfusionMatrices.ratio(fp[i], fp[i] + tn[i])
                      - ConfusionMatrices.ratio(fp[j], fp[j] + tn[j]))
                  * height(recall, nextRecall)
              : (recall - nextRecall)
                  * height(
                      ConfusionMatrices.ratio(tp[i], tp[i] + fp[i]),
                      ConfusionMatrices.ratio(tp[j], tp[j] + fp[j]));
    }
    return area;
  }

  private double height(double left, double right) {
    return switch (summation) {
      case INTERPOLATION -> (left + right) / 2;
      case MAJORING -> Math.max(left, right);
      case MINORING -> Math.min(left, right);
    };
  }

  /**
   * The area under the precision-recall curve: between thresholds true positives, not precision,
   * are interpolated linearly.
   */
  private static double interpolatedPrecision(ConfusionMatrices confusion) {
    double[] tp = confusion.truePositives();
    double[] fp = confusion.falsePositives();
    double[] fn = confusion.falseNegatives();
    double area = 0;
    for (int i = 0; i + 1 < tp.length; i++) {
      int j = i + 1;
      double gained = tp[i] - tp[j];
      double left = tp[i] + fp[i];
      double right = tp[j] + fp[j];
      double gradient = ConfusionMatrices.ratio(gained, Math.max(left - right, 0));
      double intercept = tp[j] - gradient * right;
      double growth = left > 0 && right > 0 ? left / right : 1;
      area +=
          ConfusionMatrices.ratio(
              gradient * (gained + intercept * Math.log(growth)), Math.max(tp[j] + fn[j], 0));
    }
    return area;
  }

  @Override
  protected void describe(Config config) {
    config
        .put("num_thresholds", thresholds == null ? numThresholds : thresholds.length + 2)
        .put("curve", curve.name())
        .put("summation_method", summation.name().toLowerCase(Locale.ROOT))
        .put("multi_label", multiLabel)
        .put("num_labels", numLabels)
        .put("label_weights", labelWeights)
        .put("from_logits", fromLogits);
    if (thresholds != null) {
      double[] sorted = thresholds.clone();
      Arrays.sort(sorted);
      config.put("thresholds", sorted);
    }
  }
}
