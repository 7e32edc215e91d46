package dev.braid.internal.data.feeds;

import dev.braid.Fit;
import dev.braid.data.signature.OutputSpec;
import dev.braid.losses.TargetKind;
import dev.braid.notices.Notices;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Shows a notice where a validation split separates the classes from each other. */
final class SplitClassNotices {
  /** The least number of samples of a class that the other part would be expected to hold. */
  private static final double EXPECTED = 5;

  private static final int CHUNK = 1024;

  private final CheckedArrays arrays;
  private final Fit.Split kind;
  private final double part;

  SplitClassNotices(CheckedArrays arrays, Fit.Split kind, double part) {
    this.arrays = arrays;
    this.kind = kind;
    this.part = part;
  }

  /** Checks every output whose targets are one class for each sample. */
  void show(int[] training, int[] validation) {
    for (int i = 0; i < arrays.outputs().size(); i++) {
      OutputSpec spec = arrays.outputs().get(i);
      CheckedArray labels = arrays.y().get(i);
      if (labels != null
          && !labels.gaps()
          && spec.shape().length == 1
          && ClassWeights.possible(spec)) {
        show(spec, labels, training, validation);
      }
    }
  }

  private void show(OutputSpec spec, CheckedArray labels, int[] training, int[] validation) {
    long classes = Math.max(2, spec.classes());
    TreeMap<Double, Integer> validated = classes(spec, labels, validation, classes);
    long enough = validated.size() == classes ? classes : Long.MAX_VALUE;
    TreeMap<Double, Integer> trained = classes(spec, labels, training, enough);
    if (fractions(validated) || fractions(trained)) {
      return;
    }
    Set<Double> all = new TreeSet<>(trained.keySet());
    all.addAll(validated.keySet());
    Set<Double> untrained = new TreeSet<>(validated.keySet());
    untrained.removeAll(trained.keySet());
    Set<Double> unvalidated = new TreeSet<>(trained.keySet());
    unvalidated.removeAll(validated.keySet());
    unvalidated.removeIf(label -> trained.get(label) * part / (1 - part) < EXPECTED);
    if (validated.size() == 1 && all.size() > 1) {
      tell(spec, "holds only " + named(validated.keySet()) + " for validation");
    } else if (!untrained.isEmpty()) {
      tell(spec, "leaves no sample of " + named(untrained) + " to train on");
    } else if (!unvalidated.isEmpty()) {
      tell(spec, "holds no sample of " + named(unvalidated) + " for validation");
    }
  }

  private void tell(OutputSpec spec, String what) {
    boolean tail = kind == Fit.Split.TAIL;
    Notices.show(
        "validation-classes",
        "\""
            + spec.name()
            + "\": "
            + (tail ? "validationSplit(" : "shuffledValidationSplit(")
            + part
            + (tail ? "), which takes the last samples, " : ") ")
            + what
            + ". Use stratifiedValidationSplit("
            + part
            + ").");
  }

  private static boolean fractions(TreeMap<Double, Integer> classes) {
    return classes.keySet().stream().anyMatch(label -> label != Math.rint(label));
  }

  private static String named(Set<Double> classes) {
    String one = classes.size() == 1 ? "class " : "classes ";
    String some =
        classes.stream()
            .limit(5)
            .map(label -> Long.toString(label.longValue()))
            .collect(Collectors.joining(", "));
    return one + some + (classes.size() > 5 ? ", …" : "");
  }

  /** The number of samples of each class, counted until that number of classes is found. */
  private static TreeMap<Double, Integer> classes(
      OutputSpec spec, CheckedArray labels, int[] rows, long enough) {
    TreeMap<Double, Integer> found = new TreeMap<>();
    boolean oneHot = spec.target() == TargetKind.ONE_HOT;
    int width = oneHot ? Math.toIntExact(spec.classes()) : 1;
    int at = 0;
    while (at < rows.length && found.size() < enough) {
      int run = run(rows, at);
      double[] values = labels.numbers().values(rows[at], rows[at] + run);
      for (int row = 0; row < run; row++) {
        double label = oneHot ? largest(values, row * width, width) : values[row];
        if (label != spec.ignoredLabel()) {
          found.merge(label, 1, Integer::sum);
        }
      }
      at += run;
    }
    return found;
  }

  /** The number of rows that are consecutive in the data from here on. */
  private static int run(int[] rows, int from) {
    int run = 1;
    while (run < CHUNK && from + run < rows.length && rows[from + run] == rows[from] + run) {
      run++;
    }
    return run;
  }

  private static int largest(double[] values, int from, int width) {
    int best = 0;
    for (int i = 1; i < width; i++) {
      best = values[from + i] > values[from + best] ? i : best;
    }
    return best;
  }
}
