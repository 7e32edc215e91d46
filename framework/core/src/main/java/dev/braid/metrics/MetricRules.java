package dev.braid.metrics;

import dev.braid.Loss;
import dev.braid.Metric;
import dev.braid.Problem;
import dev.braid.internal.data.arrays.ArrayDescription;
import dev.braid.losses.TargetKind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds metrics that cannot be computed for an output or that are meaningless for it. */
public final class MetricRules {
  /** The equivalent metrics for the other form of labels. */
  private static final Map<String, String> COUNTERPARTS =
      Map.of(
          "CategoricalAccuracy", "sparseCategoricalAccuracy()",
          "TopKCategoricalAccuracy", "sparseTopKCategoricalAccuracy(k)",
          "CategoricalCrossentropy", "sparseCategoricalCrossentropy()",
          "SparseCategoricalAccuracy", "categoricalAccuracy()",
          "SparseTopKCategoricalAccuracy", "topKCategoricalAccuracy(k)",
          "SparseCategoricalCrossentropy", "categoricalCrossentropy()");

  private MetricRules() {}

  /** The call that creates a metric, such as {@code f1Score()}. */
  static String call(Metric metric) {
    if (metric instanceof Loss loss) {
      return loss.call();
    }
    String name = metric.className();
    boolean capitals = name.equals(name.toUpperCase(Locale.ROOT));
    return capitals
        ? name.toLowerCase(Locale.ROOT) + "()"
        : Character.toLowerCase(name.charAt(0)) + name.substring(1) + "()";
  }

  /** The kind of an output's targets, from its loss or from its first metric that determines it. */
  public static TargetKind targets(@Nullable Loss loss, List<Metric> metrics) {
    if (loss != null) {
      return loss.target();
    }
    boolean classNumbers =
        metrics.stream().map(Metric::reads).flatMap(Optional::stream).findFirst().orElse(null)
            == TargetKind.CLASS_INDEX;
    return classNumbers ? TargetKind.CLASS_INDEX : TargetKind.VALUES;
  }

  /** Whether the targets of an output have the form that a metric accepts. */
  public static boolean computable(Metric metric, MeasuredOutput output, List<Metric> all) {
    boolean classNumbers = targets(output.loss(), all).isClassNumber();
    if (metric instanceof BaseIoU<?> overlap
        && overlap.readsOneHotTargets()
        && !overlap.readsScores()) {
      return false;
    }
    return output.classes() == 1
        || metric.reads().isEmpty()
        || classNumbers == (metric.reads().get() == TargetKind.CLASS_INDEX);
  }

  /** Adds the problems of an output's metrics. */
  public static void check(List<Metric> metrics, MeasuredOutput output, List<Problem> problems) {
    for (Metric metric : metrics) {
      if (!computable(metric, output, metrics)) {
        problems.add(otherTargets(metric, output, metrics));
      } else {
        meaningless(metric, output).ifPresent(problems::add);
      }
    }
  }

  private static Problem otherTargets(Metric metric, MeasuredOutput output, List<Metric> all) {
    if (metric instanceof BaseIoU<?> overlap && overlap.readsOneHotTargets()) {
      return new Problem(
          "metric-target",
          output.name(),
          "a score for each class beside one-hot targets",
          "received " + call(metric) + ", which reads a class index as the prediction",
          "Write .oneHotTargets().scores().");
    }
    boolean classNumbers = targets(output.loss(), all).isClassNumber();
    String shape = ArrayDescription.shape(output.shape());
    String whose = output.loss() == null ? "" : ", as the targets of " + output.loss().call();
    return new Problem(
        "metric-target",
        output.name(),
        classNumbers
            ? "metrics that read class indices" + whose
            : "metrics that read targets shaped " + shape + whose,
        "received "
            + call(metric)
            + (classNumbers
                ? ", which reads targets shaped " + shape
                : ", which reads class indices"),
        otherMetric(metric, output, classNumbers));
  }

  private static String otherMetric(Metric metric, MeasuredOutput output, boolean classNumbers) {
    if (metric instanceof BaseIoU<?>) {
      return classNumbers
          ? "Write .scores(), since the output gives a score for each class."
          : "Write .oneHotTargets().";
    }
    String counterpart = COUNTERPARTS.get(metric.className());
    if (counterpart != null) {
      return "Use " + counterpart + ".";
    }
    return "Compile with categoricalCrossentropy(), and pass toCategorical(labels, "
        + (output.classes() < 0 ? "classes" : output.classes())
        + ").";
  }

  private static Optional<Problem> meaningless(Metric metric, MeasuredOutput output) {
    return oneClass(metric, output)
        .or(() -> unknownClass(metric, output))
        .or(() -> invalidK(metric, output))
        .or(() -> fewerClasses(metric, output))
        .or(() -> labelWeights(metric, output));
  }

  private static Optional<Problem> oneClass(Metric metric, MeasuredOutput output) {
    if (output.classes() != 1 || !comparesClasses(metric)) {
      return Optional.empty();
    }
    return problem(
        output,
        "two classes or more for " + call(metric),
        "received an output of one unit",
        metric instanceof FScore<?> ? "Write .threshold(0.5)." : "Use accuracy().");
  }

  private static Optional<Problem> unknownClass(Metric metric, MeasuredOutput output) {
    Integer number =
        metric instanceof ConfusionRatio<?> ratio
            ? ratio.classId()
            : metric instanceof BestAtConstraint<?> goal ? goal.classId() : null;
    long classes = output.classes();
    if (number == null || number >= 0 && (classes < 0 || number < classes)) {
      return Optional.empty();
    }
    String range = classes < 0 ? "from 0" : "from 0 to " + (classes - 1);
    return problem(output, "a classId " + range + " for " + call(metric), "received " + number, "");
  }

  private static Optional<Problem> invalidK(Metric metric, MeasuredOutput output) {
    Integer k =
        metric instanceof ConfusionRatio<?> ratio
            ? ratio.topK()
            : metric instanceof TopKMetric<?> top ? (Integer) top.k() : null;
    return k == null || k > 0
        ? Optional.empty()
        : problem(output, "a k of at least 1 for " + call(metric), "received " + k, "");
  }

  private static Optional<Problem> fewerClasses(Metric metric, MeasuredOutput output) {
    long classes = output.classes();
    if (!(metric instanceof BaseIoU<?> overlap)
        || !overlap.readsScores()
        || overlap.numClasses() >= classes) {
      return Optional.empty();
    }
    return problem(
        output,
        "the output's " + classes + " classes for " + call(metric),
        "received " + overlap.numClasses(),
        "To ignore classes, write ioU(" + classes + ", …) with the classes to count.");
  }

  private static Optional<Problem> labelWeights(Metric metric, MeasuredOutput output) {
    double[] weights = metric instanceof AUC auc ? auc.labelWeights() : new double[0];
    boolean one = output.classes() < 0 || weights.length == output.classes();
    if (weights.length == 0 || one && Arrays.stream(weights).allMatch(weight -> weight >= 0)) {
      return Optional.empty();
    }
    return problem(
        output,
        "a label weight of at least 0 for each unit in auc()",
        "received " + Arrays.toString(weights),
        "");
  }

  /** Whether a metric compares classes with each other. */
  private static boolean comparesClasses(Metric metric) {
    return metric instanceof CategoricalAccuracy
        || metric instanceof SparseCategoricalAccuracy
        || metric instanceof TopKMetric<?>
        || metric instanceof CategoricalCrossentropy
        || metric instanceof SparseCategoricalCrossentropy
        || metric instanceof FScore<?> score && score.threshold() == null
        || metric instanceof dev.braid.losses.CategoricalCrossentropy
        || metric instanceof dev.braid.losses.SparseCategoricalCrossentropy;
  }

  private static Optional<Problem> problem(
      MeasuredOutput output, String expected, String received, String fix) {
    return Optional.of(new Problem("metric-output", output.name(), expected, received, fix));
  }
}
