package dev.braid.internal.saving.architecture;

import dev.braid.Layer;
import dev.braid.Tensor;
import dev.braid.internal.graph.Functional;
import dev.braid.internal.graph.GraphNames;
import dev.braid.internal.graph.Node;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The order in which a file numbers the layers of each model, and the class names by which it does
 * so.
 *
 * <p>For a loaded model this is the order of its configuration; for any other model it is the order
 * that Keras computes when it loads the file that Braid writes.
 */
public final class FileLayerOrder {
  private final Map<Functional, List<Layer>> layers = new IdentityHashMap<>();
  private final Map<Layer, String> classes = new IdentityHashMap<>();

  void note(Functional model, List<Layer> inFile, String className) {
    layers.put(model, List.copyOf(inFile));
    classes.put(model, className);
  }

  /** Returns the layers of a model in the order of the file. */
  public List<Layer> layers(Functional model) {
    List<Layer> known = layers.get(model);
    return known == null ? kerasOrder(model) : known;
  }

  /** Returns the class name by which a file numbers a layer. */
  public String className(Layer layer) {
    return classes.getOrDefault(layer, layer.className());
  }

  /** Returns the layers in the order that Keras computes when it loads a file of Braid. */
  static List<Layer> kerasOrder(Functional model) {
    return KerasGraph.of(model).layers();
  }

  /** Returns whether tensors have explicit names, which Keras stores as a dict. */
  static boolean named(List<Tensor> tensors) {
    return tensors.stream().anyMatch(tensor -> GraphNames.givenName(tensor) != null);
  }

  /**
   * Returns the output index of a tensor of a nested model in Keras, which sorts the keys of a
   * dict.
   */
  static int outputIndex(Functional nested, Tensor tensor) {
    return named(nested.outputs())
        ? sortedNames(nested).indexOf(nested.outputNames().get(Node.indexOf(tensor)))
        : Node.indexOf(tensor);
  }

  private static List<String> sortedNames(Functional model) {
    return model.outputNames().stream().sorted().toList();
  }
}
