package dev.braid.metrics;

import static dev.braid.metrics.MetricRules.call;

import dev.braid.Loss;
import dev.braid.Metric;
import dev.braid.losses.Crossentropy;
import dev.braid.losses.TargetKind;
import dev.braid.notices.Notices;
import java.util.List;

/** Shows notices about metrics that are probably mistakes. */
public final class MetricNotices {
  private MetricNotices() {}

  /** Checks all metrics of an output. */
  public static void show(List<Metric> metrics, MeasuredOutput output) {
    for (Metric metric : metrics) {
      logits(metric, output);
      threshold(metric, output);
      largest(metric, output);
      everyClass(metric, output);
    }
  }

  private static void logits(Metric metric, MeasuredOutput output) {
    String name = '"' + output.name() + "\": ";
    if (output.givesLogits() && cutsAtHalf(metric, output)) {
      Notices.show(
          "metric-logits",
          name
              + call(metric)
              + " compares probabilities with its threshold, but the predictions are logits. "
              + forLogits(metric));
    } else if (output.givesLogits() && readsProbabilities(metric)) {
      Notices.show(
          "metric-logits",
          name
              + call(metric)
              + " expects probabilities, but the predictions are logits. Write .fromLogits().");
    } else if (output.givesProbabilities() && readsLogits(metric)) {
      Notices.show(
          "metric-logits",
          name
              + call(metric)
              + " uses .fromLogits(), but the predictions are probabilities. Remove it.");
    }
  }

  /** Whether a metric compares predictions with a threshold between 0 and 1. */
  private static boolean cutsAtHalf(Metric metric, MeasuredOutput output) {
    if (metric instanceof AccuracyByShape) {
      return output.classes() == 1;
    }
    if (metric instanceof BinaryAccuracy accuracy) {
      return accuracy.threshold() > 0 && accuracy.threshold() < 1;
    }
    if (metric instanceof ConfusionRatio<?> ratio) {
      return ratio.cutsAboveZero();
    }
    if (metric instanceof ConfusionCount<?> count) {
      return count.cutsAboveZero();
    }
    return metric instanceof BestAtConstraint<?>
        || metric instanceof AUC auc && !auc.takesLogits()
        || metric instanceof FScore<?> score && score.threshold() != null
        || metric instanceof BinaryIoU iou && iou.threshold() > 0;
  }

  private static String forLogits(Metric metric) {
    if (metric instanceof AUC) {
      return "Write .fromLogits().";
    }
    if (metric instanceof AccuracyByShape || metric instanceof BinaryAccuracy) {
      return "Use binaryAccuracy(0.0).";
    }
    if (metric instanceof ConfusionRatio<?> || metric instanceof ConfusionCount<?>) {
      return "Write .thresholds(0.0), or give the layer the activation SIGMOID.";
    }
    return "Give the layer the activation SIGMOID, and remove .fromLogits() from the loss.";
  }

  private static boolean readsProbabilities(Metric metric) {
    return metric instanceof Crossentropy<?> loss && !loss.takesLogits()
        || isCrossentropy(metric) && !readsLogits(metric);
  }

  private static boolean isCrossentropy(Metric metric) {
    return metric instanceof BinaryCrossentropy
        || metric instanceof CategoricalCrossentropy
        || metric instanceof SparseCategoricalCrossentropy;
  }

  private static boolean readsLogits(Metric metric) {
    return metric instanceof Crossentropy<?> loss && loss.takesLogits()
        || metric instanceof AUC auc && auc.takesLogits()
        || metric instanceof BinaryCrossentropy binary && binary.takesLogits()
        || metric instanceof CategoricalCrossentropy categorical && categorical.takesLogits()
        || metric instanceof SparseCategoricalCrossentropy sparse && sparse.takesLogits();
  }

  private static void threshold(Metric metric, MeasuredOutput output) {
    double cut =
        metric instanceof BinaryAccuracy accuracy
            ? accuracy.threshold()
            : metric instanceof BinaryIoU iou ? iou.threshold() : 0.5;
    if (output.givesProbabilities() && !(cut >= 0 && cut < 1)) {
      Notices.show(
          "metric-threshold",
          '"'
              + output.name()
              + "\": "
              + call(metric)
              + " has the threshold "
              + cut
              + ", which separates no predictions between 0 and 1. Use a threshold"
              + " between 0 and 1.");
    }
  }

  /**
   * Shows a notice about metrics of the largest prediction of a row where each unit is a separate
   * label.
   */
  private static void largest(Metric metric, MeasuredOutput output) {
    Loss loss = output.loss();
    if (loss == null) {
      return;
    }
    String name = '"' + output.name() + "\": ";
    boolean takesLargest =
        metric instanceof AccuracyByShape
            || metric instanceof CategoricalAccuracy
            || metric instanceof FScore<?> score && score.threshold() == null;
    if (output.multiLabel() && takesLargest && !output.activation().equals("SOFTMAX")) {
      Notices.show(
          "metric-largest",
          name
              + call(metric)
              + " compares only the largest prediction of each row, but with "
              + loss.call()
              + " each unit is a separate label. "
              + (metric instanceof FScore<?>
                  ? "Write .threshold(0.5)."
                  : output.givesLogits() ? "Use binaryAccuracy(0.0)." : "Use binaryAccuracy()."));
    }
    boolean signs = loss.target() == TargetKind.SIGN;
    boolean cutsAtHalf =
        metric instanceof AccuracyByShape
            || metric instanceof BinaryAccuracy accuracy && accuracy.threshold() == 0.5;
    if (signs && cutsAtHalf) {
      Notices.show(
          "metric-signs",
          name
              + call(metric)
              + " counts predictions above 0.5 as 1 and others as 0, but "
              + loss.call()
              + " decides between -1 and 1. Pass targets 0 and 1, and use binaryAccuracy(0.0).");
    }
  }

  private static void everyClass(Metric metric, MeasuredOutput output) {
    Integer k =
        metric instanceof ConfusionRatio<?> ratio
            ? ratio.topK()
            : metric instanceof TopKMetric<?> top ? (Integer) top.k() : null;
    long classes = output.classes();
    if (k != null && classes > 0 && k >= classes) {
      Notices.show(
          "metric-top-k",
          '"'
              + output.name()
              + "\": "
              + call(metric)
              + " with k = "
              + k
              + " counts every class of the "
              + classes
              + ". Use a smaller k.");
    }
  }
}
