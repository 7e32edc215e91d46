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

  /** The weights by output; labels are those of a whole call, not of one batch among many. */
  Map<String, Map<Integer, Double>> weights(List<CheckedArray> targets) {
    Map<String, Map<Integer, Double>> weights = new LinkedHashMap<>();
    context
        .classWeights()
        .forEach(
            (name, ofClasses) -> {
              OutputSpec spec = spec(name);
              if (spec != null && sound(spec, ofClasses, targets.get(all.indexOf(spec)))) {
                weights.put(spec.name(), ofClasses);
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

  private boolean sound(OutputSpec spec, Map<Integer, Double> weights, CheckedArray labels) {
    int before = problems.size();
    weights.forEach(
        (number, weight) -> {
          if (!(weight >= 0 && Double.isFinite(weight))) {
            problems.add(ShouldHaveWeightsFromZero.ofClass(spec.name(), number, weight));
          }
        });
    if (!ClassWeights.possible(spec)) {
      problems.add(ShouldWeightKnownClasses.notClasses(spec));
    } else if (labels != null) {
      classes(spec, weights, labels);
    }
    return problems.size() == before;
  }

  private void classes(OutputSpec spec, Map<Integer, Double> weights, CheckedArray labels) {
    TreeSet<Double> found = ClassWeights.found(spec, labels.all());
    found.removeIf(label -> label.isNaN());
    if (found.stream().anyMatch(label -> label != Math.rint(label))) {
      problems.add(ShouldWeightKnownClasses.notClasses(spec));
      return;
    }
    TreeSet<Integer> there =
        found.stream().map(Double::intValue).collect(Collectors.toCollection(TreeSet::new));
    TreeSet<Integer> known = known(spec);
    known.addAll(there);
    TreeSet<Integer> strange = new TreeSet<>(weights.keySet());
    strange.removeAll(known);
    boolean nothing =
        !there.isEmpty()
            && there.stream().allMatch(label -> Objects.equals(weights.get(label), 0.0));
    if (nothing && whole()) {
      Notices.show(
          "zero-weights",
          "\""
              + spec.name()
              + "\": the weights of all classes are 0, so no sample counts. Pass a weight above 0.");
    }
    if (!strange.isEmpty()) {
      problems.add(ShouldWeightKnownClasses.unknownClass(spec.name(), strange, known));
      return;
    }
    TreeSet<Integer> unused = new TreeSet<>(weights.keySet());
    unused.removeAll(there);
    if (!unused.isEmpty() && whole()) {
      unused(spec.name(), unused, there);
    }
  }

  private static void unused(String output, TreeSet<Integer> unused, TreeSet<Integer> there) {
    String one = unused.size() == 1 ? "class " + unused.first() : "classes " + unused;
    Notices.show(
        "unused-class-weight",
        "\""
            + output
            + "\": no label is of "
            + one
            + ", so the class weight has no effect; the labels are of the classes "
            + there
            + ". Check how the classes are numbered.");
  }

  /** Whether the labels are all that there are: one batch of many need not hold all classes. */
  private boolean whole() {
    return context.scope() == CheckContext.DataScope.ALL_SAMPLES;
  }

  /** The classes that the output distinguishes. */
  private static TreeSet<Integer> known(OutputSpec spec) {
    long classes = Math.max(2, spec.classes());
    TreeSet<Integer> known = new TreeSet<>();
    for (int number = 0; number < classes; number++) {
      known.add(number);
    }
    return known;
  }
}
