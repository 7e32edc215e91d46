package dev.braid.internal.graph;

import dev.braid.Layer;
import dev.braid.graph.Child;
import dev.braid.graph.Spec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lists the weights of a layer and of the layers inside it. */
public final class WeightPaths {
  private WeightPaths() {}

  /**
   * Returns the weights of a layer and of the layers inside it.
   *
   * @param path the names of layers from the outside to the inside, separated by slashes
   */
  public static List<WeightCell> at(Functional model, String path) {
    String[] names = path.split("/", -1);
    Layer layer = model.layer(names[0]);
    List<Spec> specs = model.topology().specsOf(layer);
    for (int i = 1; i < names.length; i++) {
      String name = names[i];
      Layer outer = layer;
      List<Child> children = layer.children(specs);
      Child child =
          children.stream()
              .filter(each -> name.equals(each.layer().name()) || name.equals(each.key()))
              .findFirst()
              .orElseThrow(() -> GraphRules.unknownInner(outer, children, path, name));
      layer = child.layer();
      specs = child.inputs();
    }
    return cells(layer, specs);
  }

  /** Returns the weights of a model's layer and of the layers inside it. */
  public static List<WeightCell> cells(Functional model, Layer layer) {
    return cells(layer, model.topology().specsOf(layer));
  }

  /** Returns the weights of a layer, followed by those of the layers inside it, in Keras' order. */
  public static List<WeightCell> cells(Layer layer, List<Spec> specs) {
    return List.copyOf(of(layer, specs).keySet());
  }

  /**
   * Returns the same weights with their paths inside the layer, such as {@code lstm_cell/kernel}.
   */
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
