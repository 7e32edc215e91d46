package dev.braid.data.feeds;

import dev.braid.Problem;
import dev.braid.data.OutputSlot;
import dev.braid.data.TargetKind;
import dev.braid.data.arrays.Form;
import dev.braid.data.arrays.Grid;
import dev.braid.data.arrays.GridReader;
import dev.braid.data.arrays.Limits;
import dev.braid.data.arrays.Reading;
import dev.braid.data.arrays.Scan;
import dev.braid.data.checks.Role;
import dev.braid.data.checks.ShouldBeFinite;
import dev.braid.data.checks.ShouldContainName;
import dev.braid.data.checks.ShouldHaveLabelsInRange;
import dev.braid.data.checks.ShouldHaveOneArrayForEachOutput;
import dev.braid.data.checks.ShouldHaveTargetShape;
import dev.braid.data.checks.ShouldKeepItsValue;
import dev.braid.data.checks.ShouldMatchLossLabels;
import dev.braid.data.checks.ShouldNotBeEmpty;
import dev.braid.data.checks.Slotted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Deals out the outputs' targets and checks each. */
final class TargetArrays {
  // soft labels that were divided by their sum may pass 1 by a rounding
  private static final double ROUNDING = 1e-6;

  private final List<OutputSlot> outputs;
  private final List<OutputSlot> slots;
  private final Settings settings;
  private final List<Problem> problems;
  private final SampleCounts counts;
  private final Assignment assignment;

  TargetArrays(
      List<OutputSlot> outputs, Settings settings, List<Problem> problems, SampleCounts counts) {
    this.outputs = outputs;
    this.slots = outputs.stream().filter(OutputSlot::wantsTarget).toList();
    this.settings = settings;
    this.problems = problems;
    this.counts = counts;
    this.assignment =
        new Assignment(Role.TARGET, names(), Slotted.targets(slots), settings.prefix(), problems);
  }

  /** One column for each output; an element is null where none belongs or something was wrong. */
  List<Column> columns(Object y) {
    Map<String, Object> dealt = deal(y);
    List<Column> columns = new ArrayList<>();
    for (OutputSlot slot : outputs) {
      boolean given = dealt.containsKey(slot.name());
      columns.add(given ? column(slot, dealt.get(slot.name())) : null);
    }
    return columns;
  }

  private Map<String, Object> deal(Object y) {
    if (y == null) {
      if (!slots.isEmpty()) {
        List<String> told = names().stream().map(name -> settings.prefix() + name).toList();
        problems.add(ShouldContainName.nothing(Role.TARGET, told, Slotted.targets(slots), ""));
      }
      return Map.of();
    }
    if (y instanceof Map<?, ?> map) {
      return assignment.byName(
          map,
          outputs.stream().filter(slot -> !slots.contains(slot)).map(OutputSlot::name).toList());
    }
    if (slots.size() == 1) {
      OutputSlot slot = slots.get(0);
      List<?> targets = Assignment.list(y);
      if (targets != null && targets.size() > 1 && wholeEach(slot, targets)) {
        String received = "a list of " + targets.size();
        problems.add(
            ShouldHaveOneArrayForEachOutput.problem(
                Role.TARGET, settings.whole(), slots, received));
        return Map.of();
      }
      int rank = TargetShape.usualRank(slot);
      return Map.of(
          slot.name(), Assignment.unwrapped(y, shape -> TargetShape.meant(slot, shape), rank));
    }
    List<?> list = y instanceof Object[] array ? Arrays.asList(array) : Assignment.list(y);
    if (list != null && !slots.isEmpty() && list.size() == slots.size()) {
      return assignment.inOrder(list);
    }
    boolean arrays = Assignment.list(y) != null && GridReader.shape(list.get(0)).length > 0;
    String received = arrays ? "a list of " + list.size() : "one array, " + Form.of(y);
    problems.add(
        ShouldHaveOneArrayForEachOutput.problem(Role.TARGET, settings.whole(), slots, received));
    return Map.of();
  }

  /** Whether every element of a list is a target for all samples: no rows, and no batches. */
  private boolean wholeEach(OutputSlot slot, List<?> targets) {
    return targets.stream()
        .map(GridReader::shape)
        .allMatch(
            shape -> shape.length > 0 && TargetShape.meant(slot, shape) && counts.agree(shape[0]));
  }

  private Column column(OutputSlot slot, Object value) {
    String name = settings.prefix() + slot.name();
    if (assignment.batches(
        name, Slotted.target(slot), value, shape -> TargetShape.of(slot, shape) != null)) {
      return null;
    }
    Reading reading = GridReader.withGaps(settings.missingTargets()).read(name, value);
    problems.addAll(reading.problems());
    if (reading.failed()) {
      return null;
    }
    Grid grid = reading.grid();
    if (grid.samples() == 0) {
      problems.add(ShouldNotBeEmpty.samples(name, grid.form()));
      return null;
    }
    return checked(slot, slot.named(name), grid);
  }

  private Column checked(OutputSlot unprefixed, OutputSlot slot, Grid grid) {
    int before = problems.size();
    long[] sample = TargetShape.of(slot, grid.shape());
    Limits limits = sample == null ? Limits.any(settings.storage()) : limits(slot);
    if (sample != null && slot.doubts().any()) {
      limits =
          slot.doubts().distribution() && sample.length > 0
              ? limits.profilingRows(Math.toIntExact(sample[sample.length - 1]))
              : limits.profilingValues();
    }
    Scan scan = grid.scan(slot.name(), limits.missingAsNaN(settings.missingTargets()), problems);
    if (problems.size() > before) {
      return null;
    }
    if (sample == null) {
      misshapen(slot, grid);
    }
    if (sample != null || TargetShape.otherLabels(slot, grid.shape())) {
      counts.add(slot.name(), grid.samples());
    } else if (grid.rank() == TargetShape.usualRank(slot)) {
      counts.add(slot.name(), grid.samples());
    }
    values(slot, grid, scan);
    boolean gaps = scan.missing().any() || grid.anyMissing();
    if (problems.size() > before) {
      return null;
    }
    if (scan.profile() != null) {
      TargetNotices.show(unprefixed, scan.profile());
    }
    return new Column(grid, settings.type(), sample, gaps);
  }

  private void misshapen(OutputSlot slot, Grid grid) {
    boolean others = TargetShape.otherLabels(slot, grid.shape());
    if (others && slot.target() == TargetKind.CLASS_INDEX) {
      problems.add(ShouldMatchLossLabels.oneHot(slot, grid.form()));
    } else if (others && classNumbers(slot, grid)) {
      problems.add(ShouldMatchLossLabels.classNumbers(slot, grid.form()));
    } else {
      problems.add(ShouldHaveTargetShape.problem(slot, grid.form(), grid.shape()));
    }
  }

  private boolean classNumbers(OutputSlot slot, Grid grid) {
    Limits classes = Limits.below(slot.classes(), settings.storage());
    return !grid.scan(slot.name(), classes, new ArrayList<>()).outside().any();
  }

  private Limits limits(OutputSlot slot) {
    Limits.Storage storage = settings.storage();
    return switch (slot.target()) {
      case VALUES -> Limits.any(storage);
      case CLASS_INDEX -> Limits.below(slot.classes(), storage).except(slot.ignoredLabel());
      case ONE_HOT -> Limits.between(-ROUNDING, 1 + ROUNDING, false, storage);
      case PROBABILITY -> Limits.between(0, 1, false, storage);
      case SIGN -> Limits.between(-1, 1, true, storage);
    };
  }

  private void values(OutputSlot slot, Grid grid, Scan scan) {
    long[] shape = grid.shape();
    if (scan.notFinite().any()
        && !(settings.allowNonFinite() && slot.target() != TargetKind.CLASS_INDEX)) {
      boolean allowable = settings.options() && slot.target() != TargetKind.CLASS_INDEX;
      problems.add(
          ShouldBeFinite.problem(
              Role.TARGET, slot.name(), scan.notFinite(), grid, settings.options(), allowable));
    }
    if (scan.imprecise().any()) {
      problems.add(
          ShouldKeepItsValue.problem(slot.name(), scan.imprecise(), shape, settings.storage()));
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
