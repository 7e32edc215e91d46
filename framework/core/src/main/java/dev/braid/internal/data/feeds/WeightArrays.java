package dev.braid.internal.data.feeds;

import dev.braid.Problem;
import dev.braid.data.signature.OutputSlot;
import dev.braid.internal.data.arrays.ArrayDescription;
import dev.braid.internal.data.arrays.ArrayReader;
import dev.braid.internal.data.arrays.NumericArray;
import dev.braid.internal.data.arrays.ValueLimits;
import dev.braid.internal.data.arrays.ValueScan;
import dev.braid.internal.data.checks.Role;
import dev.braid.internal.data.checks.ShouldBeFinite;
import dev.braid.internal.data.checks.ShouldHaveOneArrayForEachOutput;
import dev.braid.internal.data.checks.ShouldHaveWeightShape;
import dev.braid.internal.data.checks.ShouldHaveWeightsFromZero;
import dev.braid.internal.data.checks.Slotted;
import dev.braid.notices.Notices;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Assigns sample weights to the outputs and checks each. */
final class WeightArrays {
  private final List<OutputSlot> outputs;
  private final List<OutputSlot> slots;
  private final DataSetCheck check;
  private final CheckContext context;
  private final List<Problem> problems;

  WeightArrays(List<OutputSlot> outputs, DataSetCheck check) {
    this.outputs = outputs;
    this.slots = outputs.stream().filter(OutputSlot::wantsTarget).toList();
    this.check = check;
    this.context = check.context();
    this.problems = check.problems();
  }

  /** One array for each output; an element is null where there are no weights. */
  List<CheckedArray> checked(Object weights) {
    Map<String, Object> assigned = weights == null ? Map.of() : assigned(weights);
    List<CheckedArray> arrays = new ArrayList<>();
    for (OutputSlot slot : outputs) {
      Object value = assigned.get(slot.name());
      arrays.add(value == null ? null : checked(slot, value));
    }
    return arrays;
  }

  private Map<String, Object> assigned(Object w) {
    List<String> names = slots.stream().map(OutputSlot::name).toList();
    if (w instanceof Map<?, ?> map) {
      return new ArrayAssignment(Role.WEIGHT, names, () -> Slotted.targets(slots), check)
          .byName(map, List.of());
    }
    if (slots.size() == 1) {
      OutputSlot slot = slots.get(0);
      Object one = ArrayAssignment.unwrapped(w, shape -> sample(slot, shape) != null, 1);
      return Map.of(slot.name(), one);
    }
    List<?> list = w instanceof Object[] array ? Arrays.asList(array) : ArrayAssignment.list(w);
    boolean single = list == null || ArrayReader.shape(w).length == 1;
    if (single) {
      return forAll(w);
    }
    if (list.size() == slots.size()) {
      return ArrayAssignment.inOrder(names, list);
    }
    problems.add(
        ShouldHaveOneArrayForEachOutput.problem(
            Role.WEIGHT,
            context.dataSet(),
            slots,
            ArrayAssignment.list(w) == null ? ArrayDescription.of(w) : "" + list.size()));
    return Map.of();
  }

  // one weight a sample counts for every output, as in Keras
  private Map<String, Object> forAll(Object w) {
    Map<String, Object> all = new LinkedHashMap<>();
    slots.forEach(slot -> all.put(slot.name(), w));
    return all;
  }

  private CheckedArray checked(OutputSlot slot, Object value) {
    String name = check.told(slot.name()) + " (weights)";
    int before = problems.size();
    NumericArray numbers = check.read(ArrayReader.complete(), name, value);
    if (numbers == null) {
      return null;
    }
    ValueLimits limits =
        ValueLimits.between(0, Double.POSITIVE_INFINITY, false, ValueLimits.Storage.FLOAT64);
    ValueScan scan = numbers.scan(name, limits.profilingValues(), problems);
    if (problems.size() > before) {
      return null;
    }
    long[] sample = sample(slot, numbers.shape());
    if (sample == null) {
      problems.add(ShouldHaveWeightShape.problem(slot.named(name), numbers.form()));
    } else {
      check.counts().add(name, numbers.samples());
    }
    if (scan.notFinite().any()) {
      problems.add(
          ShouldBeFinite.problem(Role.WEIGHT, name, scan.notFinite(), numbers, false, false));
    }
    if (scan.outside().any()) {
      problems.add(ShouldHaveWeightsFromZero.samples(name, scan.outside(), numbers.shape()));
    }
    if (problems.size() > before) {
      return null;
    }
    // one batch of many, or of a loop of the user's own, may well count for nothing
    if (context.scope() == CheckContext.Scope.ALL_SAMPLES && scan.profile().high() == 0) {
      Notices.show(
          "zero-weights",
          "\""
              + slot.name()
              + "\": all sample weights are 0, so no sample counts. Pass weights above 0.");
    }
    return new CheckedArray(numbers, context.type(), sample, false);
  }

  /** The shape of one sample's weights; null when they do not fit. */
  private static long[] sample(OutputSlot slot, long[] shape) {
    if (shape.length == 0) {
      return null;
    }
    long[] given = Arrays.copyOfRange(shape, 1, shape.length);
    if (Arrays.stream(given).allMatch(size -> size == 1)) {
      return new long[0];
    }
    long[] steps = TargetShape.withoutLast(slot.shape());
    for (int axis = 0; axis < Math.max(steps.length, given.length); axis++) {
      if (!fits(axis, steps, given)) {
        return null;
      }
    }
    return Arrays.copyOf(given, Math.min(given.length, steps.length));
  }

  /** As in Keras, an axis of size 1 counts for all steps, and one at the end may be left out. */
  private static boolean fits(int axis, long[] steps, long... given) {
    if (axis >= steps.length) {
      return given[axis] == 1;
    }
    if (axis >= given.length) {
      return steps[axis] == 1;
    }
    return given[axis] == 1 || steps[axis] < 0 || given[axis] == steps[axis];
  }
}
