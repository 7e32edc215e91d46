package dev.braid.internal.data.feeds;

import dev.braid.Problem;
import dev.braid.data.signature.OutputSpec;
import dev.braid.internal.data.checks.ArrayRole;
import dev.braid.internal.data.checks.ShouldHaveWeightsFromZero;
import dev.braid.internal.data.checks.ShouldKnowName;
import dev.braid.internal.data.checks.ShouldWeightKnownClasses;
import dev.braid.internal.data.checks.SignatureText;
import dev.braid.notices.Notices;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Checks class weights against outputs and labels. */
final class ClassWeightCheck {
  private final List<OutputSpec> specs;
  private final CheckContext context;
  private final List<Problem> problems;
  private final List<OutputSpec> all;

  ClassWeightCheck(List<OutputSpec> outputs, CheckContext context, List<Problem> problems) {
    this.all = outputs;
    this.specs = outputs.stream().filter(OutputSpec::requiresTarget).toList();
    this.context = context;
    this.problems = problems;
  }

  /** Returns the valid weights by output; a batch of a stream need not contain all classes. */
  Map<String, Map<Integer, Double>> weights(List<CheckedArray> targets) {
    Map<String, Map<Integer, Double>> weights = new LinkedHashMap<>();
    context
        .classWeights()
        .forEach(
            (name, classWeights) -> {
              OutputSpec spec = spec(name);
              if (spec != null && isValid(spec, classWeights, targets.get(all.indexOf(spec)))) {
                weights.put(spec.name(), classWeights);
              }
            });
    return weights;
  }

  private OutputSpec spec(String name) {
    List<String> names = specs.stream().map(OutputSpec::name).toList();
    if (name.isEmpty() && specs.size() == 1) {
      return specs.get(0);
    }
    if (name.isEmpty()) {
      problems.add(ShouldWeightKnownClasses.whichOutput(names));
      return null;
    }
    if (!names.contains(name)) {
      problems.add(
          ShouldKnowName.problem(
              ArrayRole.WEIGHT, name, name, SignatureText.targets(specs), names));
      return null;
    }
    return specs.get(names.indexOf(name));
  }

  private boolean isValid(OutputSpec spec, Map<Integer, Double> weights, CheckedArray labels) {
    int before = problems.size();
    weights.forEach(
        (number, weight) -> {
          if (!(weight >= 0 && Double.isFinite(weight))) {
            problems.add(ShouldHaveWeightsFromZero.ofClass(spec.name(), number, weight));
          }
        });
    if (!ClassWeights.isApplicable(spec)) {
      problems.add(ShouldWeightKnownClasses.notClasses(spec));
    } else if (labels != null) {
      checkClasses(spec, weights, labels);
    }
    return problems.size() == before;
  }

  private void checkClasses(OutputSpec spec, Map<Integer, Double> weights, CheckedArray labels) {
    TreeSet<Double> labelValues = ClassWeights.distinct(spec, labels.all());
    labelValues.removeIf(label -> label.isNaN());
    if (labelValues.stream().anyMatch(label -> label != Math.rint(label))) {
      problems.add(ShouldWeightKnownClasses.notClasses(spec));
      return;
    }
    TreeSet<Integer> present =
        labelValues.stream().map(Double::intValue).collect(Collectors.toCollection(TreeSet::new));
    TreeSet<Integer> validClasses = validClasses(spec);
    validClasses.addAll(present);
    TreeSet<Integer> unknown = new TreeSet<>(weights.keySet());
    unknown.removeAll(validClasses);
    boolean hasOnlyZeros =
        !present.isEmpty()
            && present.stream().allMatch(label -> Objects.equals(weights.get(label), 0.0));
    if (hasOnlyZeros && hasAllSamples()) {
      Notices.show(
          "zero-weights",
          "\""
              + spec.name()
              + "\": the weights of all classes are 0, so no sample counts. Pass a weight above"
              + " 0.");
    }
    if (!unknown.isEmpty()) {
      problems.add(ShouldWeightKnownClasses.unknownClass(spec.name(), unknown, validClasses));
      return;
    }
    TreeSet<Integer> unused = new TreeSet<>(weights.keySet());
    unused.removeAll(present);
    if (!unused.isEmpty() && hasAllSamples()) {
      unused(spec.name(), unused, present);
    }
  }

  private static void unused(String output, TreeSet<Integer> unused, TreeSet<Integer> present) {
    String unusedText = unused.size() == 1 ? "class " + unused.first() : "classes " + unused;
    Notices.show(
        "unused-class-weight",
        "\""
            + output
            + "\": no label is of "
            + unusedText
            + ", so the class weight has no effect; the labels are of the classes "
            + present
            + ". Check how the classes are numbered.");
  }

  /** Returns whether all labels are known: a batch of a stream need not contain all classes. */
  private boolean hasAllSamples() {
    return context.scope() == CheckContext.DataScope.ALL_SAMPLES;
  }

  /** Returns the classes that the output distinguishes. */
  private static TreeSet<Integer> validClasses(OutputSpec spec) {
    long classes = Math.max(2, spec.classes());
    TreeSet<Integer> validClasses = new TreeSet<>();
    for (int number = 0; number < classes; number++) {
      validClasses.add(number);
    }
    return validClasses;
  }
}
