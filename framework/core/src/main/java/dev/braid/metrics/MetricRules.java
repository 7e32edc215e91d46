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

/** Finds metrics that cannot be computed for an output, or can never tell anything about it. */
public final class MetricRules {
  /** What tells the same of the other way to write labels. */
  private static final Map<String, String> COUNTERPARTS =
      Map.of(
          "CategoricalAccuracy", "sparseCategoricalAccuracy()",
          "TopKCategoricalAccuracy", "sparseTopKCategoricalAccuracy(k)",
          "CategoricalCrossentropy", "sparseCategoricalCrossentropy()",
          "SparseCategoricalAccuracy", "categoricalAccuracy()",
          "SparseTopKCategoricalAccuracy", "topKCategoricalAccuracy(k)",
          "SparseCategoricalCrossentropy", "categoricalCrossentropy()");

  private MetricRules() {}

  /** How a program writes a metric, such as {@code f1Score()}. */
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

  /** What an output's targets look like: as its loss says, or its first metric that does. */
  public static TargetKind targets(Loss loss, List<Metric> metrics) {
    if (loss != null) {
      return loss.target();
    }
    boolean classNumbers =
        metrics.stream().map(Metric::reads).flatMap(Optional::stream).findFirst().orElse(null)
            == TargetKind.CLASS_INDEX;
    return classNumbers ? TargetKind.CLASS_INDEX : TargetKind.VALUES;
  }

  /** Whether the targets of an output have the shape that a metric reads. */
  public static boolean computable(Metric metric, MeasuredOutput output, List<Metric> all) {
    boolean classNumbers = targets(output.loss(), all) == TargetKind.CLASS_INDEX;
    if (metric instanceof Overlap<?> overlap
        && overlap.readsOneHotTargets()
        && !overlap.readsScores()) {
      return false;
    }
    return output.classes() == 1
        || metric.reads().isEmpty()
        || classNumbers == (metric.reads().get() == TargetKind.CLASS_INDEX);
  }

  /** Adds what can never be meant. */
  public static void check(List<Metric> metrics, MeasuredOutput output, List<Problem> problems) {
    for (Metric metric : metrics) {
      if (!computable(metric, output, metrics)) {
        problems.add(otherTargets(metric, output, metrics));
      } else {
        neverTells(metric, output).ifPresent(problems::add);
      }
    }
  }

  private static Problem otherTargets(Metric metric, MeasuredOutput output, List<Metric> all) {
    if (metric instanceof Overlap<?> overlap && overlap.readsOneHotTargets()) {
      return new Problem(
          "metric-target",
          output.name(),
          "a score for each class beside one-hot targets",
          "received " + call(metric) + ", which reads a class number as the prediction",
          "Write .oneHotTargets().scores().");
    }
    boolean classNumbers = targets(output.loss(), all) == TargetKind.CLASS_INDEX;
    String shape = ArrayDescription.shape(output.shape());
    String whose = output.loss() == null ? "" : ", as the targets of " + output.loss().call();
    return new Problem(
        "metric-target",
        output.name(),
        classNumbers
            ? "metrics that read class numbers" + whose
            : "metrics that read targets shaped " + shape + whose,
        "received "
            + call(metric)
            + (classNumbers
                ? ", which reads targets shaped " + shape
                : ", which reads class numbers"),
        otherMetric(metric, output, classNumbers));
  }

  private static String otherMetric(Metric metric, MeasuredOutput output, boolean classNumbers) {
    if (metric instanceof Overlap<?>) {
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

  private static Optional<Problem> neverTells(Metric metric, MeasuredOutput output) {
    return oneClass(metric, output)
        .or(() -> strangeClass(metric, output))
        .or(() -> noGuess(metric, output))
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

  private static Optional<Problem> strangeClass(Metric metric, MeasuredOutput output) {
    Integer number =
        metric instanceof ConfusionShare<?> share
            ? share.classId()
            : metric instanceof AtGoal<?> goal ? goal.classId() : null;
    long classes = output.classes();
    if (number == null || number >= 0 && (classes < 0 || number < classes)) {
      return Optional.empty();
    }
    String range = classes < 0 ? "from 0" : "from 0 to " + (classes - 1);
    return problem(output, "a classId " + range + " for " + call(metric), "received " + number, "");
  }

  private static Optional<Problem> noGuess(Metric metric, MeasuredOutput output) {
    Integer k =
        metric instanceof ConfusionShare<?> share
            ? share.topK()
            : metric instanceof TopKMetric<?> top ? (Integer) top.k() : null;
    return k == null || k > 0
        ? Optional.empty()
        : problem(output, "a k from 1 for " + call(metric), "received " + k, "");
  }

  private static Optional<Problem> fewerClasses(Metric metric, MeasuredOutput output) {
    long classes = output.classes();
    if (!(metric instanceof Overlap<?> overlap)
        || !overlap.readsScores()
        || overlap.numClasses() >= classes) {
      return Optional.empty();
    }
    return problem(
        output,
        "the output's " + classes + " classes for " + call(metric),
        "received " + overlap.numClasses(),
        "To leave classes out, write ioU(" + classes + ", …) with those that count.");
  }

  private static Optional<Problem> labelWeights(Metric metric, MeasuredOutput output) {
    double[] weights = metric instanceof AUC auc ? auc.labelWeights() : new double[0];
    boolean one = output.classes() < 0 || weights.length == output.classes();
    if (weights.length == 0 || one && Arrays.stream(weights).allMatch(weight -> weight >= 0)) {
      return Optional.empty();
    }
    return problem(
        output,
        "a label weight from 0 for each unit in auc()",
        "received " + Arrays.toString(weights),
        "");
  }

  /** Whether a metric asks which class is the largest, or how probable one is among all. */
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
