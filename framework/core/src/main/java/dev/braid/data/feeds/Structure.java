package dev.braid.data.feeds;

import dev.braid.Problem;
import dev.braid.data.OutputSlot;
import dev.braid.data.Signature;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
  public Columns inputs(Handed data, List<Problem> problems) {
    return check(data, false, problems);
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
    Masks masks = new Masks(settings, problems, counts);
    List<Column> xMasks = masks.ofInputs(model.inputs(), data.xMasks());
    List<Column> yMasks = masks.ofOutputs(outputs, data.yMasks());
    int samples = counts.shared(problems);
    Map<String, Map<Integer, Double>> weights = new LinkedHashMap<>();
    if (targets) {
      weights = new ClassWeightCheck(outputs, settings, problems).weights(y);
    }
    return problems.size() > before
        ? null
        : new Columns(outputs, x, y, w, xMasks, yMasks, weights, samples);
  }

  private static List<Column> none(int count) {
    return Collections.nCopies(count, null);
  }
}
