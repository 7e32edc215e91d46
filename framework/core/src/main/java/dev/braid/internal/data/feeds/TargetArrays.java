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
import dev.braid.internal.data.checks.ShouldBeOneArray;
import dev.braid.internal.data.checks.ShouldContainName;
import dev.braid.internal.data.checks.ShouldHaveLabelsInRange;
import dev.braid.internal.data.checks.ShouldHaveOneArrayForEachOutput;
import dev.braid.internal.data.checks.ShouldHaveTargetShape;
import dev.braid.internal.data.checks.ShouldKeepItsValue;
import dev.braid.internal.data.checks.ShouldMatchLossLabels;
import dev.braid.internal.data.checks.Slotted;
import dev.braid.losses.TargetKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Assigns targets to the outputs and checks each. */
final class TargetArrays {
  // soft labels that were divided by their sum may pass 1 by a rounding
  private static final double ROUNDING = 1e-6;

  private final List<OutputSlot> outputs;
  private final List<OutputSlot> slots;
  private final DataSetCheck check;
  private final CheckContext context;
  private final List<Problem> problems;

  TargetArrays(List<OutputSlot> outputs, DataSetCheck check) {
    this.outputs = outputs;
    this.slots = outputs.stream().filter(OutputSlot::wantsTarget).toList();
    this.check = check;
    this.context = check.context();
    this.problems = check.problems();
  }

  /** One array for each output; an element is null where none belongs or something was wrong. */
  List<CheckedArray> checked(Object y) {
    Map<String, Object> assigned = assigned(y);
    List<CheckedArray> arrays = new ArrayList<>();
    for (OutputSlot slot : outputs) {
      boolean given = assigned.containsKey(slot.name());
      arrays.add(given ? checked(slot, assigned.get(slot.name())) : null);
    }
    return arrays;
  }

  private Map<String, Object> assigned(Object y) {
    if (y == null) {
      if (!slots.isEmpty()) {
        List<String> told = names().stream().map(check::told).toList();
        problems.add(ShouldContainName.nothing(Role.TARGET, told, Slotted.targets(slots), ""));
      }
      return Map.of();
    }
    if (y instanceof Map<?, ?> map) {
      return new ArrayAssignment(Role.TARGET, names(), () -> Slotted.targets(slots), check)
          .byName(
              map,
              outputs.stream()
                  .filter(slot -> !slots.contains(slot))
                  .map(OutputSlot::name)
                  .toList());
    }
    if (slots.size() == 1) {
      OutputSlot slot = slots.get(0);
      List<?> targets = ArrayAssignment.list(y);
      if (targets == null) {
        return Map.of(slot.name(), y);
      }
      if (targets.size() > 1 && areTargets(slot, targets)) {
        String received = "a list of " + targets.size();
        problems.add(
            ShouldHaveOneArrayForEachOutput.problem(
                Role.TARGET, context.dataSet(), slots, received));
        return Map.of();
      }
      int rank = TargetShape.usualRank(slot);
      return Map.of(
          slot.name(), ArrayAssignment.unwrapped(y, shape -> TargetShape.meant(slot, shape), rank));
    }
    List<?> list = y instanceof Object[] array ? Arrays.asList(array) : ArrayAssignment.list(y);
    if (list != null && !slots.isEmpty() && list.size() == slots.size()) {
      return ArrayAssignment.inOrder(names(), list);
    }
    boolean arrays = ArrayAssignment.list(y) != null && ArrayReader.shape(list.get(0)).length > 0;
    String received = arrays ? "a list of " + list.size() : "one array, " + ArrayDescription.of(y);
    problems.add(
        ShouldHaveOneArrayForEachOutput.problem(Role.TARGET, context.dataSet(), slots, received));
    return Map.of();
  }

  /** Whether every element of a list is a target for all samples, neither a row nor a batch. */
  private boolean areTargets(OutputSlot slot, List<?> targets) {
    return targets.stream()
        .map(ArrayReader::shape)
        .allMatch(
            shape ->
                shape.length > 0
                    && TargetShape.meant(slot, shape)
                    && check.counts().agree(shape[0]));
  }

  private CheckedArray checked(OutputSlot unprefixed, Object value) {
    OutputSlot slot = unprefixed.named(check.told(unprefixed.name()));
    List<?> list = ArrayAssignment.list(value);
    if (list != null
        && ArrayAssignment.areBatches(list, value, shape -> TargetShape.of(slot, shape) != null)) {
      problems.add(ShouldBeOneArray.problem(slot.name(), Slotted.target(slot), list));
      return null;
    }
    ArrayReader reader = ArrayReader.withGaps(context.missingTargets());
    NumericArray numbers = check.read(reader, slot.name(), value);
    if (numbers == null) {
      return null;
    }
    int before = problems.size();
    long[] sample = TargetShape.of(slot, numbers.shape());
    ValueLimits limits = sample == null ? ValueLimits.any(context.storage()) : limits(slot);
    if (sample != null && slot.doubts().any()) {
      limits =
          slot.doubts().distribution() && sample.length > 0
              ? limits.profilingRows(Math.toIntExact(sample[sample.length - 1]))
              : limits.profilingValues();
    }
    ValueScan scan =
        numbers.scan(slot.name(), limits.missingAsNaN(context.missingTargets()), problems);
    if (problems.size() > before) {
      return null;
    }
    if (sample == null) {
      misshapen(slot, numbers);
    }
    if (sample != null
        || TargetShape.otherLabels(slot, numbers.shape())
        || numbers.rank() == TargetShape.usualRank(slot)) {
      check.counts().add(slot.name(), numbers.samples());
    }
    if (!scan.clean() || scan.mixesSigns()) {
      addValueProblems(slot, numbers, scan);
    }
    boolean gaps = scan.missing().any() || numbers.anyMissing();
    if (problems.size() > before) {
      return null;
    }
    if (scan.profile() != null) {
      TargetNotices.show(unprefixed, scan.profile());
    }
    return new CheckedArray(numbers, context.type(), sample, gaps);
  }

  private void misshapen(OutputSlot slot, NumericArray numbers) {
    boolean others = TargetShape.otherLabels(slot, numbers.shape());
    if (others && slot.target() == TargetKind.CLASS_INDEX) {
      problems.add(ShouldMatchLossLabels.oneHot(slot, numbers.form()));
    } else if (others && classNumbers(slot, numbers)) {
      problems.add(ShouldMatchLossLabels.classNumbers(slot, numbers.form()));
    } else {
      problems.add(ShouldHaveTargetShape.problem(slot, numbers.form(), numbers.shape()));
    }
  }

  private boolean classNumbers(OutputSlot slot, NumericArray numbers) {
    ValueLimits classes = ValueLimits.below(slot.classes(), context.storage());
    return !numbers.scan(slot.name(), classes, new ArrayList<>()).outside().any();
  }

  private ValueLimits limits(OutputSlot slot) {
    ValueLimits.Storage storage = context.storage();
    return switch (slot.target()) {
      case VALUES -> ValueLimits.any(storage);
      case CLASS_INDEX -> ValueLimits.below(slot.classes(), storage).except(slot.ignoredLabel());
      case ONE_HOT -> ValueLimits.between(-ROUNDING, 1 + ROUNDING, false, storage);
      case PROBABILITY -> ValueLimits.between(0, 1, false, storage);
      case SIGN -> ValueLimits.between(-1, 1, true, storage);
    };
  }

  private void addValueProblems(OutputSlot slot, NumericArray numbers, ValueScan scan) {
    long[] shape = numbers.shape();
    if (scan.notFinite().any()
        && !(context.allowNonFinite() && slot.target() != TargetKind.CLASS_INDEX)) {
      boolean allowable = context.hasOptions() && slot.target() != TargetKind.CLASS_INDEX;
      problems.add(
          ShouldBeFinite.problem(
              Role.TARGET,
              slot.name(),
              scan.notFinite(),
              numbers,
              context.hasOptions(),
              allowable));
    }
    if (scan.imprecise().any()) {
      problems.add(
          ShouldKeepItsValue.problem(slot.name(), scan.imprecise(), shape, context.storage()));
    }
    if (scan.outside().any()) {
      problems.add(ShouldHaveLabelsInRange.problem(slot, scan.outside(), shape, scan.zero()));
    } else if (slot.target() == TargetKind.SIGN && scan.mixesSigns()) {
      problems.add(ShouldHaveLabelsInRange.mixedSigns(slot));
    }
  }

  private List<String> names() {
    return slots.stream().map(OutputSlot::name).toList();
  }
}
