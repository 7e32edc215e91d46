package dev.braid.internal.data.feeds;

import dev.braid.DType;
import dev.braid.Problem;
import dev.braid.data.signature.InputSpec;
import dev.braid.internal.data.InputStage;
import dev.braid.internal.data.arrays.ArrayDescription;
import dev.braid.internal.data.arrays.ArrayReader;
import dev.braid.internal.data.arrays.NumericArray;
import dev.braid.internal.data.arrays.ShouldHoldNumbers;
import dev.braid.internal.data.arrays.TextArray;
import dev.braid.internal.data.arrays.ValueLimits;
import dev.braid.internal.data.arrays.ValueScan;
import dev.braid.internal.data.checks.ArrayRole;
import dev.braid.internal.data.checks.ShouldBeFinite;
import dev.braid.internal.data.checks.ShouldBeOneArray;
import dev.braid.internal.data.checks.ShouldContainName;
import dev.braid.internal.data.checks.ShouldHaveIdsInRange;
import dev.braid.internal.data.checks.ShouldHaveOneArrayForEachInput;
import dev.braid.internal.data.checks.ShouldHaveRank;
import dev.braid.internal.data.checks.ShouldHaveSeparateInputs;
import dev.braid.internal.data.checks.ShouldHaveShape;
import dev.braid.internal.data.checks.ShouldKeepItsValue;
import dev.braid.internal.data.checks.ShouldNotBeEmpty;
import dev.braid.internal.data.checks.SignatureText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Assigns arrays to the inputs and checks each. */
final class InputArrays {
  private static final long[] ONE_NUMBER = {1};

  private final List<InputSpec> specs;
  private final InputStage stage;
  private final DataSetCheck check;
  private final CheckContext context;
  private final List<Problem> problems;

  InputArrays(List<InputSpec> specs, InputStage stage, DataSetCheck check) {
    this.specs = specs;
    this.stage = stage;
    this.check = check;
    this.context = check.context();
    this.problems = check.problems();
  }

  /** One array for each input; an element is null where something was wrong. */
  List<CheckedInput> checked(Object x) {
    Map<String, Object> assigned = assigned(x);
    List<CheckedInput> arrays = new ArrayList<>();
    for (int i = 0; i < specs.size(); i++) {
      boolean passed = assigned.containsKey(specs.get(i).name());
      arrays.add(passed ? checked(i, assigned) : null);
    }
    return arrays;
  }

  private Map<String, Object> assigned(Object x) {
    if (x == null) {
      List<String> told = names().stream().map(check::told).toList();
      problems.add(
          ShouldContainName.nothing(ArrayRole.INPUT, told, SignatureText.inputs(specs), ""));
      return Map.of();
    }
    if (x instanceof Map<?, ?> map) {
      return new ArrayAssignment(ArrayRole.INPUT, names(), () -> SignatureText.inputs(specs), check)
          .byName(map, List.of());
    }
    if (specs.size() != 1) {
      return several(x);
    }
    InputSpec spec = specs.get(0);
    List<?> list = ArrayAssignment.list(x);
    if (list == null) {
      return Map.of(spec.name(), x);
    }
    if (list.size() > 1 && areOtherArrays(spec, list)) {
      problems.add(
          ShouldHaveOneArrayForEachInput.problem(
              context.dataSet(), specs, list.size(), forms(list), false));
      return Map.of();
    }
    int rank = spec.shape().length + 1;
    return Map.of(spec.name(), ArrayAssignment.unwrapped(x, shape -> fits(spec, shape), rank));
  }

  /** Whether a list holds arrays of the input's rank, of which some do not fit. */
  private static boolean areOtherArrays(InputSpec spec, List<?> list) {
    int rank = spec.shape().length + 1;
    return list.stream().allMatch(element -> ArrayReader.shape(element).length == rank)
        && !list.stream().allMatch(element -> fits(spec, ArrayReader.shape(element)));
  }

  private Map<String, Object> several(Object x) {
    List<?> list = x instanceof Object[] array ? Arrays.asList(array) : ArrayAssignment.list(x);
    boolean typed = x instanceof Object[] && ArrayAssignment.list(x) == null;
    boolean count = list != null && list.size() == specs.size();
    if (count && (!typed || ranks(list))) {
      return ArrayAssignment.inOrder(names(), list);
    }
    long[] shape = ArrayReader.shape(x);
    long width = shape.length == 2 ? shape[1] : -1;
    boolean concatenated = width >= 0 && width == ShouldHaveSeparateInputs.width(specs);
    if (list == null || typed || concatenated) {
      problems.add(
          ShouldHaveSeparateInputs.problem(
              context.dataSet(), specs, ArrayDescription.of(x), width));
    } else {
      int most = specs.stream().mapToInt(spec -> spec.shape().length + 1).max().orElse(0);
      boolean rows = shape.length <= most && x instanceof List<?>;
      problems.add(
          ShouldHaveOneArrayForEachInput.problem(
              context.dataSet(),
              specs,
              list.size(),
              rows ? ArrayDescription.of(x) : forms(list),
              rows));
    }
    return Map.of();
  }

  // a few arrays are described one by one, many by the first
  private static String forms(List<?> arrays) {
    return arrays.size() > 6
        ? ArrayDescription.of(arrays)
        : arrays.stream().map(ArrayDescription::of).collect(Collectors.joining(", "));
  }

  private boolean ranks(List<?> arrays) {
    for (int i = 0; i < specs.size(); i++) {
      if (ArrayReader.shape(arrays.get(i)).length != specs.get(i).shape().length + 1) {
        return false;
      }
    }
    return true;
  }

  private CheckedInput checked(int input, Map<String, Object> assigned) {
    InputSpec unprefixed = specs.get(input);
    Object value = assigned.get(unprefixed.name());
    InputSpec spec = unprefixed.named(check.told(unprefixed.name()));
    List<?> list = ArrayAssignment.list(value);
    if (list != null && ArrayAssignment.areBatches(list, value, shape -> fits(spec, shape))) {
      problems.add(
          ShouldBeOneArray.problem(spec.name(), ArrayDescription.shape(spec.shape()), list));
      return null;
    }
    if (spec.dtype() == DType.STRING) {
      return texts(spec, value, assigned);
    }
    NumericArray numbers = check.read(ArrayReader.complete(), spec.name(), value);
    if (numbers == null) {
      if (TextArray.holdsTexts(value)) {
        adviseOrder(assigned);
      }
      return null;
    }
    int before = problems.size();
    boolean fits = fits(spec, numbers.shape());
    ValueLimits.Storage storage =
        stage.reads(input) && !stage.passes(input)
            ? ValueLimits.Storage.UNCHANGED
            : context.storage();
    ValueLimits limits = fits ? limits(spec, storage) : ValueLimits.any(storage);
    ValueScan scan = numbers.scan(spec.name(), limits, problems);
    if (problems.size() > before) {
      return null;
    }
    boolean rank = numbers.rank() == spec.shape().length + 1;
    if (rank || fits) {
      check.counts().add(spec.name(), numbers.samples());
    }
    if (!fits) {
      addShapeProblem(spec, numbers.form(), numbers.shape(), assigned);
    }
    if (!scan.clean()) {
      addValueProblems(spec, numbers, scan);
    }
    return problems.size() > before
        ? null
        : new CheckedArray(numbers, context.type(), sample(spec, numbers.shape()), false);
  }

  /** The shape of one sample; single elements count as rows of one. */
  private static long[] sample(InputSpec spec, long... shape) {
    return shape.length == spec.shape().length + 1
        ? Arrays.copyOfRange(shape, 1, shape.length)
        : spec.shape().clone();
  }

  private void addShapeProblem(
      InputSpec spec, String form, long[] shape, Map<String, Object> assigned) {
    String swapped = SwappedInputs.advice(specs, assigned);
    problems.add(
        shape.length == spec.shape().length + 1
            ? ShouldHaveShape.problem(spec, form, shape, swapped)
            : ShouldHaveRank.problem(spec, form, shape, swapped));
  }

  /** Adds to the last problem in which order the arrays fit. */
  private void adviseOrder(Map<String, Object> assigned) {
    String swapped = SwappedInputs.advice(specs, assigned);
    if (!swapped.isEmpty()) {
      int last = problems.size() - 1;
      problems.set(last, problems.get(last).fix(swapped));
    }
  }

  private CheckedInput texts(InputSpec spec, Object value, Map<String, Object> assigned) {
    TextArray texts = TextArray.read(spec.name(), value, problems);
    if (texts == null) {
      adviseOrder(assigned);
      return null;
    }
    long[] shape = texts.shape();
    if (texts.samples() == 0) {
      problems.add(ShouldNotBeEmpty.samples(spec.name(), texts.form()));
      return null;
    }
    boolean fits = fits(spec, shape);
    if (fits || shape.length == spec.shape().length + 1) {
      check.counts().add(spec.name(), texts.samples());
    }
    if (!fits) {
      addShapeProblem(spec, texts.form(), shape, assigned);
      return null;
    }
    return new CheckedTexts(texts, sample(spec, shape));
  }

  private void addValueProblems(InputSpec spec, NumericArray numbers, ValueScan scan) {
    if (scan.notFinite().any() && !(context.allowNonFinite() && !spec.holdsIntegers())) {
      boolean allowable = context.hasOptions() && !spec.holdsIntegers();
      problems.add(
          ShouldBeFinite.problem(
              ArrayRole.INPUT, spec.name(), scan.notFinite(), numbers, false, allowable));
    }
    if (scan.imprecise().any()) {
      problems.add(
          ShouldKeepItsValue.problem(
              spec.name(), scan.imprecise(), numbers.shape(), context.storage()));
    }
    if (scan.outside().any()) {
      problems.add(
          spec.idLimit() >= 0
              ? ShouldHaveIdsInRange.problem(spec, scan.outside(), numbers.shape())
              : ShouldHoldNumbers.ofType(
                  spec.name(),
                  spec.dtype(),
                  scan.outside().value(),
                  ArrayDescription.index(scan.outside().first(), numbers.shape())));
    }
  }

  private static ValueLimits limits(InputSpec spec, ValueLimits.Storage storage) {
    if (spec.idLimit() >= 0) {
      return ValueLimits.below(spec.idLimit(), storage);
    }
    DType type = spec.dtype();
    return type.whole()
        ? ValueLimits.between(type.low(), type.high(), true, storage)
        : ValueLimits.any(storage);
  }

  /** Whether samples have the input's shape; single numbers count as rows of one. */
  static boolean fits(InputSpec spec, long[] shape) {
    if (shape.length == 1 && Arrays.equals(spec.shape(), ONE_NUMBER)) {
      return true;
    }
    return shape.length > 0
        && SignatureText.fits(spec.shape(), Arrays.copyOfRange(shape, 1, shape.length));
  }

  private List<String> names() {
    return specs.stream().map(InputSpec::name).toList();
  }
}
