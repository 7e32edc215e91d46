package dev.braid.data.feeds;

import dev.braid.Problem;
import dev.braid.data.OutputSlot;
import dev.braid.data.Signature;
import dev.braid.data.arrays.Grid;
import dev.braid.data.arrays.GridReader;
import dev.braid.data.arrays.Limits;
import dev.braid.data.arrays.Reading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Checks all arrays of a call against the model, and finds every problem. */
public final class Structure {
  private final Signature model;
  private final Settings settings;

  public Structure(Signature model, Settings settings) {
    this.model = model;
    this.settings = settings;
  }

  /**
   * Checks inputs alone, as for a prediction.
   *
   * @return null when something was wrong
   */
  public Columns inputs(Object x, List<Problem> problems) {
    return check(Handed.of(x, null, null), false, problems);
  }

  /**
   * Checks inputs, targets and weights.
   *
   * @return null when something was wrong
   */
  public Columns all(Handed data, List<Problem> problems) {
    return check(data, true, problems);
  }

  private Columns check(Handed data, boolean targets, List<Problem> problems) {
    int before = problems.size();
    SampleCounts counts = new SampleCounts();
    List<OutputSlot> outputs = targets ? model.outputs() : List.of();
    List<Column> x = new InputArrays(model.inputs(), settings, problems, counts).columns(data.x());
    List<Column> y = none(outputs.size());
    List<Column> w = none(outputs.size());
    if (targets) {
      y = new TargetArrays(outputs, settings, problems, counts).columns(data.y());
      w = new WeightArrays(outputs, settings, problems, counts).columns(data.w());
    }
    List<Column> xMasks = masks(data.xMasks(), model.inputs().size(), "mask of input ", problems);
    List<Column> yMasks = masks(data.yMasks(), outputs.size(), "mask of output ", problems);
    int samples = counts.shared(problems);
    Map<String, Map<Integer, Double>> weights = new LinkedHashMap<>();
    if (targets) {
      weights = new ClassWeightCheck(outputs, settings, problems).weights(y);
    }
    return problems.size() > before
        ? null
        : new Columns(outputs, x, y, w, xMasks, yMasks, weights, samples);
  }

  private List<Column> masks(List<INDArray> masks, int count, String name, List<Problem> problems) {
    List<Column> columns = new ArrayList<>(none(count));
    for (int i = 0; i < Math.min(count, masks.size()); i++) {
      if (masks.get(i) != null) {
        columns.set(i, mask(masks.get(i), settings.prefix() + name + (i + 1), problems));
      }
    }
    return columns;
  }

  private Column mask(INDArray mask, String name, List<Problem> problems) {
    Reading reading = GridReader.complete().read(name, mask);
    problems.addAll(reading.problems());
    if (reading.failed()) {
      return null;
    }
    Grid grid = reading.grid();
    grid.scan(name, Limits.any(settings.storage()), problems);
    long[] shape = grid.shape();
    boolean column = shape.length == 2 && shape[1] == 1;
    long[] sample = column ? new long[0] : Arrays.copyOfRange(shape, 1, shape.length);
    return new Column(grid, settings.type(), sample, false);
  }

  private static List<Column> none(int count) {
    return Collections.nCopies(count, null);
  }
}
