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

/** Splits samples into those to train on and those to validate on. */
public final class ValidationSplit {
  private final CheckedArrays arrays;
  private final double part;
  private final long seed;
  private final List<Problem> problems;
  private int[] training;
  private int[] validation;
  private boolean tail;

  /**
   * Prepares a split.
   *
   * @param part the fraction of samples to validate on, between 0 and 1
   * @param seed decides the order, where samples are shuffled
   */
  public ValidationSplit(CheckedArrays arrays, double part, long seed, List<Problem> problems) {
    this.arrays = arrays;
    this.part = part;
    this.seed = seed;
    this.problems = problems;
  }

  /** Splits the samples, and returns whether both parts get some. */
  public boolean possible(Fit.Split kind) {
    int samples = arrays.samples();
    int[] order = IntStream.range(0, samples).toArray();
    tail = kind == Fit.Split.TAIL;
    if (!tail) {
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
      int first = (int) Math.floor(samples * (1 - part));
      training = Arrays.copyOf(order, first);
      validation = Arrays.copyOfRange(order, first, samples);
    }
    if (training.length == 0 || validation.length == 0) {
      String side = training.length == 0 ? "train on" : "validate on";
      problems.add(ShouldNotBeEmpty.split(part, samples, side));
      return false;
    }
    if (kind != Fit.Split.STRATIFIED) {
      new SplitClassNotices(arrays, kind, part).show(training, validation);
    }
    return true;
  }

  private OutputSpec classes() {
    for (int i = 0; i < arrays.outputs().size(); i++) {
      OutputSpec spec = arrays.outputs().get(i);
      if (arrays.y().get(i) != null && spec.shape().length == 1 && ClassWeights.possible(spec)) {
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
      int first = (int) Math.round(group.size() * (1 - part));
      train.addAll(group.subList(0, first));
      validate.addAll(group.subList(first, group.size()));
    }
    training = train.stream().mapToInt(Integer::intValue).toArray();
    validation = validate.stream().mapToInt(Integer::intValue).toArray();
  }

  public ArrayLoader training(ArrayLoader all) {
    return tail ? all.range(0, training.length) : all.rows(training);
  }

  public ArrayLoader validation(ArrayLoader all) {
    return tail ? all.range(training.length, arrays.samples()) : all.rows(validation);
  }
}
