package dev.braid.internal.data.feeds;

import dev.braid.Problem;
import dev.braid.data.signature.OutputSpec;
import dev.braid.internal.data.arrays.ArrayDescription;
import dev.braid.internal.data.arrays.ArrayReader;
import dev.braid.internal.data.arrays.NumericArray;
import dev.braid.internal.data.arrays.ValueLimits;
import dev.braid.internal.data.arrays.ValueScan;
import dev.braid.internal.data.checks.ArrayRole;
import dev.braid.internal.data.checks.ShouldBeFinite;
import dev.braid.internal.data.checks.ShouldHaveOneArrayForEachOutput;
import dev.braid.internal.data.checks.ShouldHaveWeightShape;
import dev.braid.internal.data.checks.ShouldHaveWeightsFromZero;
import dev.braid.internal.data.checks.SignatureText;
import dev.braid.notices.Notices;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Assigns sample weights to the outputs and checks each. */
final class WeightArrays {
  private final List<OutputSpec> outputs;
  private final List<OutputSpec> specs;
  private final DataSetCheck check;
  private final CheckContext context;
  private final List<Problem> problems;

  WeightArrays(List<OutputSpec> outputs, DataSetCheck check) {
    this.outputs = outputs;
    this.specs = outputs.stream().filter(OutputSpec::requiresTarget).toList();
    this.check = check;
    this.context = check.context();
    this.problems = check.problems();
  }

  /** Checks the weights; an element of the result is null if there are no weights. */
  List<CheckedArray> checked(Object weights) {
    Map<String, Object> assigned = weights == null ? Map.of() : assign(weights);
    List<CheckedArray> arrays = new ArrayList<>();
    for (OutputSpec spec : outputs) {
      Object value = assigned.get(spec.name());
      arrays.add(value == null ? null : checked(spec, value));
    }
    return arrays;
  }

  private Map<String, Object> assign(Object w) {
    List<String> names = specs.stream().map(OutputSpec::name).toList();
    if (w instanceof Map<?, ?> map) {
      return new ArrayAssignment(ArrayRole.WEIGHT, names, () -> SignatureText.targets(specs), check)
          .byName(map, List.of());
    }
    if (specs.size() == 1) {
      OutputSpec spec = specs.get(0);
      Object array = ArrayAssignment.unwrap(w, shape -> sample(spec, shape) != null, 1);
      return Map.of(spec.name(), array);
    }
    List<?> list = w instanceof Object[] array ? Arrays.asList(array) : ArrayAssignment.list(w);
    boolean isForAll = list == null || ArrayReader.shape(w).length == 1;
    if (isForAll) {
      return assignToAll(w);
    }
    if (list.size() == specs.size()) {
      return ArrayAssignment.inOrder(names, list);
    }
    problems.add(
        ShouldHaveOneArrayForEachOutput.problem(
            ArrayRole.WEIGHT,
            context.dataSet(),
            specs,
            ArrayAssignment.list(w) == null ? ArrayDescription.of(w) : "" + list.size()));
    return Map.of();
  }

  // as in Keras, one weight per sample applies to every output
  private Map<String, Object> assignToAll(Object w) {
    Map<String, Object> all = new LinkedHashMap<>();
    specs.forEach(spec -> all.put(spec.name(), w));
    return all;
  }

  private CheckedArray checked(OutputSpec spec, Object value) {
    String name = check.label(spec.name()) + " (weights)";
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
    long[] sample = sample(spec, numbers.shape());
    if (sample == null) {
      problems.add(ShouldHaveWeightShape.problem(spec.named(name), numbers.form()));
    } else {
      check.counts().add(name, numbers.samples());
    }
    if (scan.notFinite().any()) {
      problems.add(
          ShouldBeFinite.problem(ArrayRole.WEIGHT, name, scan.notFinite(), numbers, false, false));
    }
    if (scan.outside().any()) {
      problems.add(ShouldHaveWeightsFromZero.samples(name, scan.outside(), numbers.shape()));
    }
    if (problems.size() > before) {
      return null;
    }
    // one batch of a stream or a custom loop may have only weights of 0
    if (context.scope() == CheckContext.DataScope.ALL_SAMPLES && scan.profile().high() == 0) {
      Notices.show(
          "zero-weights",
          "\""
              + spec.name()
              + "\": all sample weights are 0, so no sample counts. Pass weights above 0.");
    }
    return new CheckedArray(numbers, context.type(), sample, false);
  }

  /** Returns the shape of one sample's weights; null if they do not fit. */
  private static long[] sample(OutputSpec spec, long[] shape) {
    if (shape.length == 0) {
      return null;
    }
    long[] received = Arrays.copyOfRange(shape, 1, shape.length);
    if (Arrays.stream(received).allMatch(size -> size == 1)) {
      return new long[0];
    }
    long[] steps = TargetShape.withoutLast(spec.shape());
    for (int axis = 0; axis < Math.max(steps.length, received.length); axis++) {
      if (!fits(axis, steps, received)) {
        return null;
      }
    }
    return Arrays.copyOf(received, Math.min(received.length, steps.length));
  }

  /** As in Keras, an axis of size 1 is broadcast to all steps and may be omitted at the end. */
  private static boolean fits(int axis, long[] steps, long... received) {
    if (axis >= steps.length) {
      return received[axis] == 1;
    }
    if (axis >= received.length) {
      return steps[axis] == 1;
    }
    return received[axis] == 1 || steps[axis] < 0 || received[axis] == steps[axis];
  }
}
