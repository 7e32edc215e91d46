package dev.braid.internal.data.feeds;

import dev.braid.Fit;
import dev.braid.data.signature.OutputSpec;
import dev.braid.losses.TargetKind;
import dev.braid.notices.Notices;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Shows a notice if a validation split separates the classes from each other. */
final class SplitClassNotices {
  /** The least expected number of samples of a class for which a missing class is reported. */
  private static final double MIN_EXPECTED = 5;

  private static final int MAX_RUN = 1024;

  private final CheckedArrays arrays;
  private final Fit.Split kind;
  private final double fraction;

  SplitClassNotices(CheckedArrays arrays, Fit.Split kind, double fraction) {
    this.arrays = arrays;
    this.kind = kind;
    this.fraction = fraction;
  }

  /** Checks every output whose targets are one class per sample. */
  void show(int[] training, int[] validation) {
    for (int i = 0; i < arrays.outputs().size(); i++) {
      OutputSpec spec = arrays.outputs().get(i);
      CheckedArray labels = arrays.y().get(i);
      if (labels != null
          && !labels.gaps()
          && spec.shape().length == 1
          && ClassWeights.isApplicable(spec)) {
        show(spec, labels, training, validation);
      }
    }
  }

  private void show(OutputSpec spec, CheckedArray labels, int[] training, int[] validation) {
    long classes = Math.max(2, spec.classes());
    TreeMap<Double, Integer> validated = classes(spec, labels, validation, classes);
    long maxClasses = validated.size() == classes ? classes : Long.MAX_VALUE;
    TreeMap<Double, Integer> trained = classes(spec, labels, training, maxClasses);
    if (hasFractions(validated) || hasFractions(trained)) {
      return;
    }
    Set<Double> all = new TreeSet<>(trained.keySet());
    all.addAll(validated.keySet());
    Set<Double> untrained = new TreeSet<>(validated.keySet());
    untrained.removeAll(trained.keySet());
    Set<Double> unvalidated = new TreeSet<>(trained.keySet());
    unvalidated.removeAll(validated.keySet());
    unvalidated.removeIf(label -> trained.get(label) * fraction / (1 - fraction) < MIN_EXPECTED);
    if (validated.size() == 1 && all.size() > 1) {
      showNotice(spec, "holds only " + classText(validated.keySet()) + " for validation");
    } else if (!untrained.isEmpty()) {
      showNotice(spec, "leaves no sample of " + classText(untrained) + " to train on");
    } else if (!unvalidated.isEmpty()) {
      showNotice(spec, "holds no sample of " + classText(unvalidated) + " for validation");
    }
  }

  private void showNotice(OutputSpec spec, String what) {
    boolean isTail = kind == Fit.Split.TAIL;
    Notices.show(
        "validation-classes",
        "\""
            + spec.name()
            + "\": "
            + (isTail ? "validationSplit(" : "shuffledValidationSplit(")
            + fraction
            + (isTail ? "), which takes the last samples, " : ") ")
            + what
            + ". Use stratifiedValidationSplit("
            + fraction
            + ").");
  }

  private static boolean hasFractions(TreeMap<Double, Integer> classes) {
    return classes.keySet().stream().anyMatch(label -> label != Math.rint(label));
  }

  private static String classText(Set<Double> classes) {
    String noun = classes.size() == 1 ? "class " : "classes ";
    String listed =
        classes.stream()
            .limit(5)
            .map(label -> Long.toString(label.longValue()))
            .collect(Collectors.joining(", "));
    return noun + listed + (classes.size() > 5 ? ", …" : "");
  }

  /** Returns the number of samples of each class, counted until a number of classes is found. */
  private static TreeMap<Double, Integer> classes(
      OutputSpec spec, CheckedArray labels, int[] rows, long maxClasses) {
    TreeMap<Double, Integer> found = new TreeMap<>();
    boolean oneHot = spec.target() == TargetKind.ONE_HOT;
    int width = oneHot ? Math.toIntExact(spec.classes()) : 1;
    int at = 0;
    while (at < rows.length && found.size() < maxClasses) {
      int run = run(rows, at);
      double[] values = labels.numbers().values(rows[at], rows[at] + run);
      for (int row = 0; row < run; row++) {
        double label = oneHot ? argMax(values, row * width, width) : values[row];
        if (label != spec.ignoredLabel()) {
          found.merge(label, 1, Integer::sum);
        }
      }
      at += run;
    }
    return found;
  }

  /** Returns the number of rows from an index on that are consecutive in the data. */
  private static int run(int[] rows, int from) {
    int run = 1;
    while (run < MAX_RUN && from + run < rows.length && rows[from + run] == rows[from] + run) {
      run++;
    }
    return run;
  }

  private static int argMax(double[] values, int from, int width) {
    int best = 0;
    for (int i = 1; i < width; i++) {
      best = values[from + i] > values[from + best] ? i : best;
    }
    return best;
  }
}
