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
import java.util.Optional;
import java.util.stream.Collectors;

/** The values that a file contains for the weights of a model, and what does not fit. */
public final class WeightValues {
  /** The maximum number of weights that a notice lists. */
  private static final int LISTED = 20;

  private final Functional model;
  private final Map<WeightCell, float[]> values = new LinkedHashMap<>();
  private final List<Mismatch> mismatches = new ArrayList<>();

  /** What does not fit, and the layer of the model; empty if only the file has the layer. */
  private record Mismatch(Optional<Layer> layer, Problem problem) {}

  public WeightValues(Functional model) {
    this.model = model;
  }

  public void put(WeightCell cell, float[] elements) {
    values.put(cell, elements);
  }

  /** Adds a weight of the model that does not fit, which belongs to a layer at any depth. */
  public void mismatch(Layer layer, Problem problem) {
    mismatches.add(new Mismatch(Optional.of(layer), problem));
  }

  /** Adds weights of the file whose layer the model does not have. */
  public void unread(Problem problem) {
    mismatches.add(new Mismatch(Optional.empty(), problem));
  }

  /**
   * Returns the values to set; refuses weights that do not fit, or shows a notice if they may
   * differ.
   *
   * @param file the name of the file in messages
   */
  public Map<WeightCell, float[]> checked(String file, LoadOptions options) {
    List<Problem> problems = new ArrayList<>();
    List<Problem> skipped = new ArrayList<>();
    for (Mismatch mismatch : mismatches) {
      if (mismatch.layer().isEmpty()) {
        if (!options.ignoresOtherLayers()) {
          problems.add(mismatch.problem());
        }
      } else if (options.skips(outermost(mismatch.layer().get()).name())) {
        skipped.add(mismatch.problem());
      } else {
        problems.add(mismatch.problem());
      }
    }
    if (!problems.isEmpty()) {
      throw new StructureException(
          "The weights in \"" + file + "\" do not fit the model \"" + model.name() + '"', problems);
    }
    if (!skipped.isEmpty()) {
      notice(file, skipped);
    }
    for (Mismatch mismatch : mismatches) {
      mismatch.layer().map(LayerState::of).ifPresent(s -> s.cells().forEach(values::remove));
    }
    return values;
  }

  /** Returns the layer of the model that contains a layer. */
  private Layer outermost(Layer inner) {
    List<WeightCell> cells = LayerState.of(inner).cells();
    return model.layers().stream()
        .filter(layer -> WeightPaths.cells(model, layer).stream().anyMatch(cells::contains))
        .findFirst()
        .orElse(inner);
  }

  private void notice(String file, List<Problem> skipped) {
    String listed =
        skipped.stream()
            .limit(LISTED)
            .map(
                problem ->
                    '"'
                        + problem.name()
                        + "\" ("
                        + (problem.expected().isEmpty()
                            ? ""
                            : "expected " + problem.expected() + ", ")
                        + problem.received()
                        + ')')
            .collect(Collectors.joining(", "));
    int more = skipped.size() - LISTED;
    Notices.show(
        "weights-not-loaded",
        '"'
            + model.name()
            + "\": not loaded from \""
            + file
            + "\": "
            + listed
            + (more > 0 ? " and " + more + " more" : "")
            + ". These layers keep their values; train them, or load a file of the same model.");
  }
}
