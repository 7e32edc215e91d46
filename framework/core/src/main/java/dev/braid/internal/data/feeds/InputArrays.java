package dev.braid.internal.data.feeds;

import dev.braid.DType;
import dev.braid.Problem;
import dev.braid.data.signature.InputSlot;
import dev.braid.internal.data.arrays.ArrayDescription;
import dev.braid.internal.data.arrays.ArrayReader;
import dev.braid.internal.data.arrays.NumericArray;
import dev.braid.internal.data.arrays.ShouldHoldNumbers;
import dev.braid.internal.data.arrays.ValueLimits;
import dev.braid.internal.data.arrays.ValueScan;
import dev.braid.internal.data.checks.Role;
import dev.braid.internal.data.checks.ShouldBeFinite;
import dev.braid.internal.data.checks.ShouldBeOneArray;
import dev.braid.internal.data.checks.ShouldContainName;
import dev.braid.internal.data.checks.ShouldHaveIdsInRange;
import dev.braid.internal.data.checks.ShouldHaveOneArrayForEachInput;
import dev.braid.internal.data.checks.ShouldHaveRank;
import dev.braid.internal.data.checks.ShouldHaveSeparateInputs;
import dev.braid.internal.data.checks.ShouldHaveShape;
import dev.braid.internal.data.checks.ShouldKeepItsValue;
import dev.braid.internal.data.checks.Slotted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Assigns arrays to the inputs and checks each. */
final class InputArrays {
  private static final long[] ONE_NUMBER = {1};

  private final List<InputSlot> slots;
  private final DataSetCheck check;
  private final CheckContext context;
  private final List<Problem> problems;

  InputArrays(List<InputSlot> slots, DataSetCheck check) {
    this.slots = slots;
    this.check = check;
    this.context = check.context();
    this.problems = check.problems();
  }

  /** One array for each input; an element is null where something was wrong. */
  List<CheckedArray> checked(Object x) {
    Map<String, Object> assigned = assigned(x);
    List<CheckedArray> arrays = new ArrayList<>();
    for (InputSlot slot : slots) {
      arrays.add(assigned.containsKey(slot.name()) ? checked(slot, assigned) : null);
    }
    return arrays;
  }

  private Map<String, Object> assigned(Object x) {
    if (x == null) {
      List<String> told = names().stream().map(check::told).toList();
      problems.add(ShouldContainName.nothing(Role.INPUT, told, Slotted.inputs(slots), ""));
      return Map.of();
    }
    if (x instanceof Map<?, ?> map) {
      return new ArrayAssignment(Role.INPUT, names(), () -> Slotted.inputs(slots), check)
          .byName(map, List.of());
    }
    if (slots.size() != 1) {
      return several(x);
    }
    InputSlot slot = slots.get(0);
    List<?> list = ArrayAssignment.list(x);
    if (list == null) {
      return Map.of(slot.name(), x);
    }
    if (list.size() > 1 && areOtherArrays(slot, list)) {
      problems.add(
          ShouldHaveOneArrayForEachInput.problem(
              context.dataSet(), slots, list.size(), forms(list), false));
      return Map.of();
    }
    int rank = slot.shape().length + 1;
    return Map.of(slot.name(), ArrayAssignment.unwrapped(x, shape -> fits(slot, shape), rank));
  }

  /** Whether a list holds arrays of the input's rank, of which some do not fit. */
  private static boolean areOtherArrays(InputSlot slot, List<?> list) {
    int rank = slot.shape().length + 1;
    return list.stream().allMatch(element -> ArrayReader.shape(element).length == rank)
        && !list.stream().allMatch(element -> fits(slot, ArrayReader.shape(element)));
  }

  private Map<String, Object> several(Object x) {
    List<?> list = x instanceof Object[] array ? Arrays.asList(array) : ArrayAssignment.list(x);
    boolean typed = x instanceof Object[] && ArrayAssignment.list(x) == null;
    boolean count = list != null && list.size() == slots.size();
    if (count && (!typed || ranks(list))) {
      return ArrayAssignment.inOrder(names(), list);
    }
    long[] shape = ArrayReader.shape(x);
    long width = shape.length == 2 ? shape[1] : -1;
    boolean concatenated = width >= 0 && width == ShouldHaveSeparateInputs.width(slots);
    if (list == null || typed || concatenated) {
      problems.add(
          ShouldHaveSeparateInputs.problem(
              context.dataSet(), slots, ArrayDescription.of(x), width));
    } else {
      int most = slots.stream().mapToInt(slot -> slot.shape().length + 1).max().orElse(0);
      boolean rows = shape.length <= most && x instanceof List<?>;
      problems.add(
          ShouldHaveOneArrayForEachInput.problem(
              context.dataSet(),
              slots,
              list.size(),
              rows ? ArrayDescription.of(x) : forms(list),
              rows));
    }
    return Map.of();
  }

  // a few arrays are named one by one, many by the first
  private static String forms(List<?> arrays) {
    return arrays.size() > 6
        ? ArrayDescription.of(arrays)
        : arrays.stream().map(ArrayDescription::of).collect(Collectors.joining(", "));
  }

  private boolean ranks(List<?> arrays) {
    for (int i = 0; i < slots.size(); i++) {
      if (ArrayReader.shape(arrays.get(i)).length != slots.get(i).shape().length + 1) {
        return false;
      }
    }
    return true;
  }

  private CheckedArray checked(InputSlot unprefixed, Map<String, Object> assigned) {
    Object value = assigned.get(unprefixed.name());
    InputSlot slot = unprefixed.named(check.told(unprefixed.name()));
    List<?> list = ArrayAssignment.list(value);
    if (list != null && ArrayAssignment.areBatches(list, value, shape -> fits(slot, shape))) {
      problems.add(
          ShouldBeOneArray.problem(slot.name(), ArrayDescription.shape(slot.shape()), list));
      return null;
    }
    NumericArray numbers = check.read(ArrayReader.complete(), slot.name(), value);
    if (numbers == null) {
      return null;
    }
    int before = problems.size();
    boolean fits = fits(slot, numbers.shape());
    ValueLimits limits = fits ? limits(slot) : ValueLimits.any(context.storage());
    ValueScan scan = numbers.scan(slot.name(), limits, problems);
    if (problems.size() > before) {
      return null;
    }
    boolean rank = numbers.rank() == slot.shape().length + 1;
    if (rank || fits) {
      check.counts().add(slot.name(), numbers.samples());
    }
    if (!fits) {
      String swapped = SwappedInputs.advice(slots, assigned);
      problems.add(
          rank
              ? ShouldHaveShape.problem(slot, numbers.form(), numbers.shape(), swapped)
              : ShouldHaveRank.problem(slot, numbers.form(), numbers.shape(), swapped));
    }
    if (!scan.clean()) {
      addValueProblems(slot, numbers, scan);
    }
    long[] sample =
        rank ? Arrays.copyOfRange(numbers.shape(), 1, numbers.rank()) : slot.shape().clone();
    return problems.size() > before
        ? null
        : new CheckedArray(numbers, context.type(), sample, false);
  }

  private void addValueProblems(InputSlot slot, NumericArray numbers, ValueScan scan) {
    if (scan.notFinite().any() && !(context.allowNonFinite() && !slot.whole())) {
      boolean allowable = context.hasOptions() && !slot.whole();
      problems.add(
          ShouldBeFinite.problem(
              Role.INPUT, slot.name(), scan.notFinite(), numbers, false, allowable));
    }
    if (scan.imprecise().any()) {
      problems.add(
          ShouldKeepItsValue.problem(
              slot.name(), scan.imprecise(), numbers.shape(), context.storage()));
    }
    if (scan.outside().any()) {
      problems.add(
          slot.idLimit() >= 0
              ? ShouldHaveIdsInRange.problem(slot, scan.outside(), numbers.shape())
              : ShouldHoldNumbers.ofType(
                  slot.name(),
                  slot.dtype(),
                  scan.outside().value(),
                  ArrayDescription.index(scan.outside().first(), numbers.shape())));
    }
  }

  private ValueLimits limits(InputSlot slot) {
    ValueLimits.Storage storage = context.storage();
    if (slot.idLimit() >= 0) {
      return ValueLimits.below(slot.idLimit(), storage);
    }
    DType type = slot.dtype();
    return type.whole()
        ? ValueLimits.between(type.low(), type.high(), true, storage)
        : ValueLimits.any(storage);
  }

  /** Whether samples have the slot's shape; single numbers are taken for rows of one. */
  static boolean fits(InputSlot slot, long[] shape) {
    if (shape.length == 1 && Arrays.equals(slot.shape(), ONE_NUMBER)) {
      return true;
    }
    return shape.length > 0
        && Slotted.fits(slot.shape(), Arrays.copyOfRange(shape, 1, shape.length));
  }

  private List<String> names() {
    return slots.stream().map(InputSlot::name).toList();
  }
}
