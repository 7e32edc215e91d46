package dev.braid.internal.data.feeds;

import dev.braid.Fit;
import dev.braid.Problem;
import dev.braid.data.signature.OutputSpec;
import dev.braid.internal.data.checks.ShouldBeValidOption;
import dev.braid.internal.data.checks.ShouldNotBeEmpty;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Splits samples into training and validation samples. */
public final class ValidationSplit {
  private final CheckedArrays arrays;
  private final double fraction;
  private final long seed;
  private final List<Problem> problems;
  private int[] training;
  private int[] validation;
  private boolean isTail;

  /**
   * Prepares a split.
   *
   * @param fraction the fraction of validation samples, between 0 and 1
   * @param seed the seed of the random order, if samples are shuffled
   */
  public ValidationSplit(CheckedArrays arrays, double fraction, long seed, List<Problem> problems) {
    this.arrays = arrays;
    this.fraction = fraction;
    this.seed = seed;
    this.problems = problems;
  }

  /** Splits the samples, and returns whether both sides have some. */
  public boolean split(Fit.Split kind) {
    int samples = arrays.samples();
    int[] order = IntStream.range(0, samples).toArray();
    isTail = kind == Fit.Split.TAIL;
    if (!isTail) {
      Shuffle.inPlace(order, new SplittableRandom(seed));
    }
    if (kind == Fit.Split.STRATIFIED) {
      OutputSpec spec = classes();
      if (spec == null) {
        problems.add(
            ShouldBeValidOption.problem(
                "stratifiedValidationSplit", "an output that tells classes", "none"));
        return false;
      }
      stratify(order, spec);
    } else {
      int count = (int) Math.floor(samples * (1 - fraction));
      training = Arrays.copyOf(order, count);
      validation = Arrays.copyOfRange(order, count, samples);
    }
    if (training.length == 0 || validation.length == 0) {
      String side = training.length == 0 ? "train on" : "validate on";
      problems.add(ShouldNotBeEmpty.split(fraction, samples, side));
      return false;
    }
    if (kind != Fit.Split.STRATIFIED) {
      new SplitClassNotices(arrays, kind, fraction).show(training, validation);
    }
    return true;
  }

  private OutputSpec classes() {
    for (int i = 0; i < arrays.outputs().size(); i++) {
      OutputSpec spec = arrays.outputs().get(i);
      if (arrays.y().get(i) != null
          && spec.shape().length == 1
          && ClassWeights.isApplicable(spec)) {
        return spec;
      }
    }
    return null;
  }

  private void stratify(int[] order, OutputSpec spec) {
    CheckedArray labels = arrays.y().get(arrays.outputs().indexOf(spec));
    double[] classes = ClassWeights.classes(spec, labels.all());
    Map<Double, List<Integer>> groups = new TreeMap<>();
    for (int sample : order) {
      groups.computeIfAbsent(classes[sample], key -> new ArrayList<>()).add(sample);
    }
    List<Integer> train = new ArrayList<>();
    List<Integer> validate = new ArrayList<>();
    for (List<Integer> group : groups.values()) {
      int count = (int) Math.round(group.size() * (1 - fraction));
      train.addAll(group.subList(0, count));
      validate.addAll(group.subList(count, group.size()));
    }
    training = train.stream().mapToInt(Integer::intValue).toArray();
    validation = validate.stream().mapToInt(Integer::intValue).toArray();
  }

  public ArrayLoader training(ArrayLoader all) {
    return isTail ? all.range(0, training.length) : all.rows(training);
  }

  public ArrayLoader validation(ArrayLoader all) {
    return isTail ? all.range(training.length, arrays.samples()) : all.rows(validation);
  }
}
