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
import dev.braid.internal.data.checks.ShouldBeOneArray;
import dev.braid.internal.data.checks.ShouldContainName;
import dev.braid.internal.data.checks.ShouldHaveLabelsInRange;
import dev.braid.internal.data.checks.ShouldHaveOneArrayForEachOutput;
import dev.braid.internal.data.checks.ShouldHaveTargetShape;
import dev.braid.internal.data.checks.ShouldKeepItsValue;
import dev.braid.internal.data.checks.ShouldMatchLossLabels;
import dev.braid.internal.data.checks.SignatureText;
import dev.braid.losses.TargetKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Assigns targets to the outputs and checks each. */
final class TargetArrays {
  // soft labels that were divided by their sum may exceed 1 by a rounding error
  private static final double ROUNDING = 1e-6;

  private final List<OutputSpec> outputs;
  private final List<OutputSpec> specs;
  private final DataSetCheck check;
  private final CheckContext context;
  private final List<Problem> problems;

  TargetArrays(List<OutputSpec> outputs, DataSetCheck check) {
    this.outputs = outputs;
    this.specs = outputs.stream().filter(OutputSpec::requiresTarget).toList();
    this.check = check;
    this.context = check.context();
    this.problems = check.problems();
  }

  /** One array for each output; an element is null where none belongs or something was wrong. */
  List<CheckedArray> checked(Object y) {
    Map<String, Object> assigned = assigned(y);
    List<CheckedArray> arrays = new ArrayList<>();
    for (OutputSpec spec : outputs) {
      boolean given = assigned.containsKey(spec.name());
      arrays.add(given ? checked(spec, assigned.get(spec.name())) : null);
    }
    return arrays;
  }

  private Map<String, Object> assigned(Object y) {
    if (y == null) {
      if (!specs.isEmpty()) {
        List<String> told = names().stream().map(check::told).toList();
        problems.add(
            ShouldContainName.nothing(ArrayRole.TARGET, told, SignatureText.targets(specs), ""));
      }
      return Map.of();
    }
    if (y instanceof Map<?, ?> map) {
      return new ArrayAssignment(
              ArrayRole.TARGET, names(), () -> SignatureText.targets(specs), check)
          .byName(
              map,
              outputs.stream()
                  .filter(spec -> !specs.contains(spec))
                  .map(OutputSpec::name)
                  .toList());
    }
    if (specs.size() == 1) {
      OutputSpec spec = specs.get(0);
      List<?> targets = ArrayAssignment.list(y);
      if (targets == null) {
        return Map.of(spec.name(), y);
      }
      if (targets.size() > 1 && areTargets(spec, targets)) {
        String received = "a list of " + targets.size();
        problems.add(
            ShouldHaveOneArrayForEachOutput.problem(
                ArrayRole.TARGET, context.dataSet(), specs, received));
        return Map.of();
      }
      int rank = TargetShape.usualRank(spec);
      return Map.of(
          spec.name(), ArrayAssignment.unwrapped(y, shape -> TargetShape.meant(spec, shape), rank));
    }
    List<?> list = y instanceof Object[] array ? Arrays.asList(array) : ArrayAssignment.list(y);
    if (list != null && !specs.isEmpty() && list.size() == specs.size()) {
      return ArrayAssignment.inOrder(names(), list);
    }
    boolean arrays = ArrayAssignment.list(y) != null && ArrayReader.shape(list.get(0)).length > 0;
    String received = arrays ? "a list of " + list.size() : "one array, " + ArrayDescription.of(y);
    problems.add(
        ShouldHaveOneArrayForEachOutput.problem(
            ArrayRole.TARGET, context.dataSet(), specs, received));
    return Map.of();
  }

  /** Whether every element of a list is a target for all samples, neither a row nor a batch. */
  private boolean areTargets(OutputSpec spec, List<?> targets) {
    return targets.stream()
        .map(ArrayReader::shape)
        .allMatch(
            shape ->
                shape.length > 0
                    && TargetShape.meant(spec, shape)
                    && check.counts().agree(shape[0]));
  }

  private CheckedArray checked(OutputSpec unprefixed, Object value) {
    OutputSpec spec = unprefixed.named(check.told(unprefixed.name()));
    List<?> list = ArrayAssignment.list(value);
    if (list != null
        && ArrayAssignment.areBatches(list, value, shape -> TargetShape.of(spec, shape) != null)) {
      problems.add(ShouldBeOneArray.problem(spec.name(), SignatureText.target(spec), list));
      return null;
    }
    ArrayReader reader = ArrayReader.withGaps(context.missingTargets());
    NumericArray numbers = check.read(reader, spec.name(), value);
    if (numbers == null) {
      return null;
    }
    int before = problems.size();
    long[] sample = TargetShape.of(spec, numbers.shape());
    ValueLimits limits = sample == null ? ValueLimits.any(context.storage()) : limits(spec);
    if (sample != null && spec.expectation().requiresValues()) {
      limits =
          spec.expectation().distribution() && sample.length > 0
              ? limits.profilingRows(Math.toIntExact(sample[sample.length - 1]))
              : limits.profilingValues();
    }
    ValueScan scan =
        numbers.scan(spec.name(), limits.missingAsNaN(context.missingTargets()), problems);
    if (problems.size() > before) {
      return null;
    }
    if (sample == null) {
      misshapen(spec, numbers);
    }
    if (sample != null
        || TargetShape.otherLabels(spec, numbers.shape())
        || numbers.rank() == TargetShape.usualRank(spec)) {
      check.counts().add(spec.name(), numbers.samples());
    }
    if (!scan.clean() || scan.mixesSigns()) {
      addValueProblems(spec, numbers, scan);
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

  private void misshapen(OutputSpec spec, NumericArray numbers) {
    boolean others = TargetShape.otherLabels(spec, numbers.shape());
    if (others && spec.target() == TargetKind.CLASS_INDEX) {
      problems.add(ShouldMatchLossLabels.oneHot(spec, numbers.form()));
    } else if (others && classNumbers(spec, numbers)) {
      problems.add(ShouldMatchLossLabels.classNumbers(spec, numbers.form()));
    } else {
      problems.add(ShouldHaveTargetShape.problem(spec, numbers.form(), numbers.shape()));
    }
  }

  private boolean classNumbers(OutputSpec spec, NumericArray numbers) {
    ValueLimits classes = ValueLimits.below(spec.classes(), context.storage());
    return !numbers.scan(spec.name(), classes, new ArrayList<>()).outside().any();
  }

  private ValueLimits limits(OutputSpec spec) {
    ValueLimits.Storage storage = context.storage();
    return switch (spec.target()) {
      case VALUES, LABEL -> ValueLimits.any(storage);
      case CLASS_INDEX -> ValueLimits.below(spec.classes(), storage).except(spec.ignoredLabel());
      case LABEL_SEQUENCE -> ValueLimits.below(spec.classes(), storage);
      case ONE_HOT -> ValueLimits.between(-ROUNDING, 1 + ROUNDING, false, storage);
      case PROBABILITY -> ValueLimits.between(0, 1, false, storage);
      case SIGN -> ValueLimits.between(-1, 1, true, storage);
    };
  }

  private void addValueProblems(OutputSpec spec, NumericArray numbers, ValueScan scan) {
    long[] shape = numbers.shape();
    if (scan.notFinite().any() && !(context.allowNonFinite() && !spec.target().isClassNumber())) {
      boolean allowable = context.hasOptions() && !spec.target().isClassNumber();
      problems.add(
          ShouldBeFinite.problem(
              ArrayRole.TARGET,
              spec.name(),
              scan.notFinite(),
              numbers,
              context.hasOptions(),
              allowable));
    }
    if (scan.imprecise().any()) {
      problems.add(
          ShouldKeepItsValue.problem(spec.name(), scan.imprecise(), shape, context.storage()));
    }
    if (scan.outside().any()) {
      problems.add(ShouldHaveLabelsInRange.problem(spec, scan.outside(), shape, scan.zero()));
    } else if (spec.target() == TargetKind.SIGN && scan.mixesSigns()) {
      problems.add(ShouldHaveLabelsInRange.mixedSigns(spec));
    }
  }

  private List<String> names() {
    return specs.stream().map(OutputSpec::name).toList();
  }
}
