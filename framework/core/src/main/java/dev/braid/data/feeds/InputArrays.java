package dev.braid.data.feeds;

import dev.braid.DType;
import dev.braid.Problem;
import dev.braid.data.InputSlot;
import dev.braid.data.arrays.Form;
import dev.braid.data.arrays.Grid;
import dev.braid.data.arrays.GridReader;
import dev.braid.data.arrays.Limits;
import dev.braid.data.arrays.Reading;
import dev.braid.data.arrays.Scan;
import dev.braid.data.checks.Role;
import dev.braid.data.checks.ShouldBeFinite;
import dev.braid.data.checks.ShouldContainName;
import dev.braid.data.checks.ShouldHaveIdsInRange;
import dev.braid.data.checks.ShouldHaveOneArrayForEachInput;
import dev.braid.data.checks.ShouldHaveRank;
import dev.braid.data.checks.ShouldHaveSeparateInputs;
import dev.braid.data.checks.ShouldHaveShape;
import dev.braid.data.checks.ShouldHoldNumbers;
import dev.braid.data.checks.ShouldKeepItsValue;
import dev.braid.data.checks.ShouldNotBeEmpty;
import dev.braid.data.checks.Slotted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Deals out the inputs' arrays and checks each. */
final class InputArrays {
  private static final long[] ONE_NUMBER = {1};

  private final List<InputSlot> slots;
  private final Settings settings;
  private final List<Problem> problems;
  private final SampleCounts counts;
  private final Assignment assignment;

  InputArrays(
      List<InputSlot> slots, Settings settings, List<Problem> problems, SampleCounts counts) {
    this.slots = slots;
    this.settings = settings;
    this.problems = problems;
    this.counts = counts;
    this.assignment =
        new Assignment(Role.INPUT, names(), Slotted.inputs(slots), settings.prefix(), problems);
  }

  /** One column for each input; an element is null where something was wrong. */
  List<Column> columns(Object x) {
    Map<String, Object> dealt = deal(x);
    String swapped = Swaps.advice(slots, dealt);
    List<Column> columns = new ArrayList<>();
    for (InputSlot slot : slots) {
      boolean given = dealt.containsKey(slot.name());
      columns.add(given ? column(slot, dealt.get(slot.name()), swapped) : null);
    }
    return columns;
  }

  private Map<String, Object> deal(Object x) {
    if (x == null) {
      problems.add(ShouldContainName.nothing(Role.INPUT, told(names()), Slotted.inputs(slots), ""));
      return Map.of();
    }
    if (x instanceof Map<?, ?> map) {
      return assignment.byName(map, List.of());
    }
    return slots.size() == 1 ? one(slots.get(0), x) : several(x);
  }

  private Map<String, Object> one(InputSlot slot, Object x) {
    int rank = slot.shape().length + 1;
    List<?> list = Assignment.list(x);
    boolean arrays =
        list != null
            && list.size() > 1
            && list.stream().allMatch(element -> GridReader.shape(element).length == rank);
    if (arrays && !list.stream().allMatch(element -> fits(slot, GridReader.shape(element)))) {
      problems.add(
          ShouldHaveOneArrayForEachInput.problem(
              settings.whole(), slots, list.size(), forms(list), false));
      return Map.of();
    }
    return Map.of(slot.name(), Assignment.unwrapped(x, shape -> fits(slot, shape), rank));
  }

  private Map<String, Object> several(Object x) {
    List<?> list = x instanceof Object[] array ? Arrays.asList(array) : Assignment.list(x);
    boolean typed = x instanceof Object[] && Assignment.list(x) == null;
    boolean count = list != null && list.size() == slots.size();
    if (count && (!typed || ranks(list))) {
      return assignment.inOrder(list);
    }
    long[] shape = GridReader.shape(x);
    long width = shape.length == 2 ? shape[1] : -1;
    boolean glued = width >= 0 && width == ShouldHaveSeparateInputs.width(slots);
    if (list == null || typed || glued) {
      problems.add(ShouldHaveSeparateInputs.problem(settings.whole(), slots, Form.of(x), width));
    } else {
      int most = slots.stream().mapToInt(slot -> slot.shape().length + 1).max().orElse(0);
      boolean rows = shape.length <= most && x instanceof List<?>;
      problems.add(
          ShouldHaveOneArrayForEachInput.problem(
              settings.whole(), slots, list.size(), rows ? Form.of(x) : forms(list), rows));
    }
    return Map.of();
  }

  // a few arrays are named one by one, many by the first
  private static String forms(List<?> arrays) {
    return arrays.size() > 6
        ? Form.of(arrays)
        : arrays.stream().map(Form::of).collect(Collectors.joining(", "));
  }

  private boolean ranks(List<?> arrays) {
    for (int i = 0; i < slots.size(); i++) {
      if (GridReader.shape(arrays.get(i)).length != slots.get(i).shape().length + 1) {
        return false;
      }
    }
    return true;
  }

  private Column column(InputSlot slot, Object value, String swapped) {
    String name = settings.prefix() + slot.name();
    InputSlot told = new InputSlot(name, slot.shape(), slot.dtype(), slot.idLimit());
    String shape = Form.shape(slot.shape());
    if (assignment.batches(name, shape, value, dimensions -> fits(slot, dimensions))) {
      return null;
    }
    Reading reading = GridReader.complete().read(name, value);
    problems.addAll(reading.problems());
    if (reading.failed()) {
      return null;
    }
    Grid grid = reading.grid();
    if (grid.samples() == 0) {
      problems.add(ShouldNotBeEmpty.samples(name, grid.form()));
      return null;
    }
    return checked(told, grid, swapped);
  }

  private Column checked(InputSlot slot, Grid grid, String swapped) {
    int before = problems.size();
    boolean fits = fits(slot, grid.shape());
    Limits limits = fits ? limits(slot) : Limits.any(settings.storage());
    Scan scan = grid.scan(slot.name(), limits, problems);
    if (problems.size() > before) {
      return null;
    }
    boolean rank = grid.rank() == slot.shape().length + 1;
    if (rank || fits) {
      counts.add(slot.name(), grid.samples());
    }
    if (!fits) {
      problems.add(
          rank
              ? ShouldHaveShape.problem(slot, grid.form(), grid.shape(), swapped)
              : ShouldHaveRank.problem(slot, grid.form(), grid.shape(), swapped));
    }
    values(slot, grid, scan);
    long[] sample = rank ? Arrays.copyOfRange(grid.shape(), 1, grid.rank()) : slot.shape().clone();
    return problems.size() > before ? null : new Column(grid, settings.type(), sample, false);
  }

  private void values(InputSlot slot, Grid grid, Scan scan) {
    if (scan.notFinite().any() && !(settings.allowNonFinite() && !slot.whole())) {
      boolean allowable = settings.options() && !slot.whole();
      problems.add(
          ShouldBeFinite.problem(
              Role.INPUT, slot.name(), scan.notFinite(), grid, false, allowable));
    }
    if (scan.imprecise().any()) {
      problems.add(
          ShouldKeepItsValue.problem(
              slot.name(), scan.imprecise(), grid.shape(), settings.storage()));
    }
    if (scan.outside().any()) {
      problems.add(
          slot.idLimit() >= 0
              ? ShouldHaveIdsInRange.problem(slot, scan.outside(), grid.shape())
              : ShouldHoldNumbers.ofType(
                  slot.name(),
                  slot.dtype(),
                  scan.outside().value(),
                  Form.index(scan.outside().first(), grid.shape())));
    }
  }

  private Limits limits(InputSlot slot) {
    Limits.Storage storage = settings.storage();
    if (slot.idLimit() >= 0) {
      return Limits.below(slot.idLimit(), storage);
    }
    DType type = slot.dtype();
    return type.whole()
        ? Limits.between(type.low(), type.high(), true, storage)
        : Limits.any(storage);
  }

  /** Whether samples have the slot's shape; single numbers are taken for rows of one. */
  static boolean fits(InputSlot slot, long[] shape) {
    if (shape.length == 1 && Arrays.equals(slot.shape(), ONE_NUMBER)) {
      return true;
    }
    return shape.length > 0
        && Slotted.fits(slot.shape(), Arrays.copyOfRange(shape, 1, shape.length));
  }

  private List<String> told(List<String> names) {
    return names.stream().map(name -> settings.prefix() + name).toList();
  }

  private List<String> names() {
    return slots.stream().map(InputSlot::name).toList();
  }
}
