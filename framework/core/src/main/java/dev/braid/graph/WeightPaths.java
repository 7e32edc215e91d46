package dev.braid.graph;

import dev.braid.Layer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The weights of a layer and of the layers inside it. */
public final class WeightPaths {
  private WeightPaths() {}

  /** The weights of one of a model's layers, also those inside it. */
  public static List<WeightCell> cells(Functional model, Layer layer) {
    return cells(layer, model.topology().specsOf(layer));
  }

  /** The weights of a layer and then of the layers inside it, in Keras' order. */
  public static List<WeightCell> cells(Layer layer, List<Spec> specs) {
    return List.copyOf(of(layer, specs).keySet());
  }

  /** The same weights, each with its path inside the layer: {@code lstm_cell/kernel}. */
  public static Map<WeightCell, String> of(Layer layer, List<Spec> specs) {
    Map<WeightCell, String> paths = new LinkedHashMap<>();
    paths(layer, specs, "", paths);
    return paths;
  }

  private static void paths(
      Layer layer, List<Spec> specs, String path, Map<WeightCell, String> paths) {
    for (WeightCell cell : LayerState.of(layer).cells()) {
      paths.putIfAbsent(cell, path + cell.spec().name());
    }
    for (Child child : layer.children(specs)) {
      paths(child.layer(), child.inputs(), path + child.layer().name() + "/", paths);
    }
  }
}
