package dev.braid.internal.data.feeds;

import dev.braid.Problem;
import dev.braid.data.signature.OutputSlot;
import dev.braid.internal.data.checks.Role;
import dev.braid.internal.data.checks.ShouldHaveWeightsFromZero;
import dev.braid.internal.data.checks.ShouldKnowName;
import dev.braid.internal.data.checks.ShouldWeightKnownClasses;
import dev.braid.internal.data.checks.Slotted;
import dev.braid.notices.Notices;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Checks class weights against outputs and labels. */
final class ClassWeightCheck {
  private final List<OutputSlot> slots;
  private final CheckContext context;
  private final List<Problem> problems;
  private final List<OutputSlot> all;

  ClassWeightCheck(List<OutputSlot> outputs, CheckContext context, List<Problem> problems) {
    this.all = outputs;
    this.slots = outputs.stream().filter(OutputSlot::wantsTarget).toList();
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
              OutputSlot slot = slot(name);
              if (slot != null && sound(slot, ofClasses, targets.get(all.indexOf(slot)))) {
                weights.put(slot.name(), ofClasses);
              }
            });
    return weights;
  }

  private OutputSlot slot(String name) {
    List<String> names = slots.stream().map(OutputSlot::name).toList();
    if (name.isEmpty() && slots.size() == 1) {
      return slots.get(0);
    }
    if (name.isEmpty()) {
      problems.add(ShouldWeightKnownClasses.whichOutput(names));
      return null;
    }
    if (!names.contains(name)) {
      problems.add(ShouldKnowName.problem(Role.WEIGHT, name, name, Slotted.targets(slots), names));
      return null;
    }
    return slots.get(names.indexOf(name));
  }

  private boolean sound(OutputSlot slot, Map<Integer, Double> weights, CheckedArray labels) {
    int before = problems.size();
    weights.forEach(
        (number, weight) -> {
          if (!(weight >= 0 && Double.isFinite(weight))) {
            problems.add(ShouldHaveWeightsFromZero.ofClass(slot.name(), number, weight));
          }
        });
    if (!ClassWeights.possible(slot)) {
      problems.add(ShouldWeightKnownClasses.notClasses(slot));
    } else if (labels != null) {
      classes(slot, weights, labels);
    }
    return problems.size() == before;
  }

  private void classes(OutputSlot slot, Map<Integer, Double> weights, CheckedArray labels) {
    TreeSet<Double> found = ClassWeights.found(slot, labels.all());
    found.removeIf(label -> label.isNaN());
    if (found.stream().anyMatch(label -> label != Math.rint(label))) {
      problems.add(ShouldWeightKnownClasses.notClasses(slot));
      return;
    }
    TreeSet<Integer> there =
        found.stream().map(Double::intValue).collect(Collectors.toCollection(TreeSet::new));
    TreeSet<Integer> known = known(slot);
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
              + slot.name()
              + "\": the weights of all classes are 0, so no sample counts. Pass a weight above 0.");
    }
    if (!strange.isEmpty()) {
      problems.add(ShouldWeightKnownClasses.unknownClass(slot.name(), strange, known));
      return;
    }
    TreeSet<Integer> unused = new TreeSet<>(weights.keySet());
    unused.removeAll(there);
    if (!unused.isEmpty() && whole()) {
      unused(slot.name(), unused, there);
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
    return context.scope() == CheckContext.Scope.ALL_SAMPLES;
  }

  /** The classes that the output can tell apart. */
  private static TreeSet<Integer> known(OutputSlot slot) {
    long classes = Math.max(2, slot.classes());
    TreeSet<Integer> known = new TreeSet<>();
    for (int number = 0; number < classes; number++) {
      known.add(number);
    }
    return known;
  }
}
