package dev.braid.data.feeds;

import dev.braid.Problem;
import dev.braid.data.InputSlot;
import dev.braid.data.OutputSlot;
import dev.braid.data.arrays.Grid;
import dev.braid.data.arrays.GridReader;
import dev.braid.data.arrays.Limits;
import dev.braid.data.arrays.Reading;
import dev.braid.data.arrays.Scan;
import dev.braid.data.checks.Role;
import dev.braid.data.checks.ShouldBeFinite;
import dev.braid.data.checks.ShouldHaveWeightsFromZero;
import dev.braid.data.checks.ShouldMaskSteps;
import dev.braid.data.checks.Slotted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Checks the masks that DL4J's data sets bring. */
final class Masks {
  private final Settings settings;
  private final List<Problem> problems;
  private final SampleCounts counts;

  Masks(Settings settings, List<Problem> problems, SampleCounts counts) {
    this.settings = settings;
    this.problems = problems;
    this.counts = counts;
  }

  /** One column for each input; an element is null where there is no mask. */
  List<Column> ofInputs(List<InputSlot> slots, List<INDArray> masks) {
    List<Column> columns = new ArrayList<>(Collections.nCopies(slots.size(), null));
    for (int i = 0; i < Math.min(slots.size(), masks.size()); i++) {
      if (masks.get(i) != null) {
        columns.set(i, ofInput(slots.get(i), masks.get(i)));
      }
    }
    return columns;
  }

  /** One column for each output; an element is null where there is no mask. */
  List<Column> ofOutputs(List<OutputSlot> slots, List<INDArray> masks) {
    List<Column> columns = new ArrayList<>(Collections.nCopies(slots.size(), null));
    for (int i = 0; i < Math.min(slots.size(), masks.size()); i++) {
      if (masks.get(i) != null) {
        columns.set(i, ofOutput(slots.get(i), masks.get(i)));
      }
    }
    return columns;
  }

  private Column ofInput(InputSlot slot, INDArray mask) {
    String name = settings.prefix() + slot.name() + " (mask)";
    Grid grid = read(name, mask);
    if (grid == null) {
      return null;
    }
    boolean sequence = slot.idLimit() >= 0 ? slot.shape().length > 0 : slot.shape().length > 1;
    if (!sequence) {
      problems.add(ShouldMaskSteps.noSteps(name, grid.form()));
      return null;
    }
    long[] shape = grid.shape();
    long[] steps = Arrays.copyOf(slot.shape(), 1);
    if (shape.length != 2 || !Slotted.fits(steps, Arrays.copyOfRange(shape, 1, 2))) {
      problems.add(ShouldMaskSteps.input(name, slot.shape()[0], grid.form()));
      return null;
    }
    return new Column(grid, settings.type(), Arrays.copyOfRange(shape, 1, 2), false);
  }

  private Column ofOutput(OutputSlot slot, INDArray mask) {
    String name = settings.prefix() + slot.name() + " (mask)";
    Grid grid = read(name, mask);
    if (grid == null) {
      return null;
    }
    long[] steps = TargetShape.withoutLast(slot.shape());
    long[] shape = grid.shape();
    boolean single = shape.length == 1 || shape.length == 2 && shape[1] == 1;
    long[] sample = single ? new long[0] : Arrays.copyOfRange(shape, 1, shape.length);
    if (!single && (steps.length == 0 || !Slotted.fits(steps, sample))) {
      problems.add(ShouldMaskSteps.output(name, steps, grid.form()));
      return null;
    }
    return new Column(grid, settings.type(), sample, false);
  }

  private Grid read(String name, INDArray mask) {
    Reading reading = GridReader.complete().read(name, mask);
    problems.addAll(reading.problems());
    if (reading.failed()) {
      return null;
    }
    Grid grid = reading.grid();
    Limits limits = Limits.between(0, Double.POSITIVE_INFINITY, false, Limits.Storage.FLOAT64);
    int before = problems.size();
    Scan scan = grid.scan(name, limits, problems);
    if (scan.notFinite().any()) {
      problems.add(ShouldBeFinite.problem(Role.WEIGHT, name, scan.notFinite(), grid, false, false));
    }
    if (scan.outside().any()) {
      problems.add(ShouldHaveWeightsFromZero.samples(name, scan.outside(), grid.shape()));
    }
    counts.add(name, grid.samples());
    return problems.size() > before ? null : grid;
  }
}
