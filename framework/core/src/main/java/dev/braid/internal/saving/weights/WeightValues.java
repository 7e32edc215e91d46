package dev.braid.internal.saving.weights;

import dev.braid.Layer;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.internal.graph.Functional;
import dev.braid.internal.graph.LayerState;
import dev.braid.internal.graph.WeightCell;
import dev.braid.internal.graph.WeightPaths;
import dev.braid.notices.Notices;
import dev.braid.saving.LoadOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the values of weights from a file, layer by layer, and what does not fit. */
public final class WeightValues {
  /** The number of layers that a notice lists. */
  private static final int MOST = 3;

  private final Functional model;
  private final LoadOptions options;
  private final Map<WeightCell, float[]> values = new LinkedHashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private final List<Problem> skipped = new ArrayList<>();
  private int matched;

  public WeightValues(Functional model, LoadOptions options) {
    this.model = model;
    this.options = options;
  }

  boolean byName() {
    return options.byName();
  }

  /** Returns whether weights that no layer of the model has are ignored. */
  public boolean ignoresUnread() {
    return options.byName() || options.skipMismatch();
  }

  /**
   * Adds the values of one layer, unless something does not fit.
   *
   * @param layer a layer of the model, or one inside it
   */
  public void add(Layer layer, Map<WeightCell, float[]> found, List<Problem> unfit) {
    matched++;
    if (unfit.isEmpty()) {
      values.putAll(found);
    } else if (options.skips(outermost(layer).name())) {
      skipped.add(unfit.get(0));
    } else {
      problems.addAll(unfit);
    }
  }

  /** Returns the layer of the model that contains a layer. */
  private Layer outermost(Layer inner) {
    List<WeightCell> cells = LayerState.of(inner).cells();
    return model.layers().stream()
        .filter(layer -> WeightPaths.cells(model, layer).stream().anyMatch(cells::contains))
        .findFirst()
        .orElse(inner);
  }

  /** Adds weights in the file that no layer of the model has. */
  public void addUnread(Problem unread) {
    if (!ignoresUnread()) {
      problems.add(unread);
    }
  }

  /**
   * Returns the values of weights; those that are missing keep theirs.
   *
   * @param file the name of the file in messages
   */
  public Map<WeightCell, float[]> finish(String file) {
    if (matched == 0 && options.byName()) {
      problems.add(
          Problem.of(
                  "file-weight",
                  "",
                  "no layer with weights in the file has the name of a layer of the model")
              .fix("Name layers as in the file, or load the weights without byName(true)."));
    }
    if (!problems.isEmpty()) {
      throw new StructureException(
          "The weights in \"" + file + "\" do not fit the model \"" + model.name() + '"', problems);
    }
    if (!skipped.isEmpty()) {
      StringBuilder text = new StringBuilder();
      skipped.stream().limit(MOST).forEach(problem -> text.append(' ').append(problem.message()));
      Notices.show(
          "skipped-weights",
          (skipped.size() == 1 ? "1 layer keeps its" : skipped.size() + " layers keep their")
              + " weights, since those in \""
              + file
              + "\" do not fit:"
              + text
              + (skipped.size() > MOST ? " And " + (skipped.size() - MOST) + " more." : "")
              + " Train these layers, or load a file that fits.");
    }
    return values;
  }
}
