package dev.braid.saving.architecture;

import dev.braid.Layer;
import dev.braid.Tensor;
import dev.braid.graph.Functional;
import dev.braid.graph.Names;
import dev.braid.graph.Node;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The order in which a file counts the layers of each model, and the classes it counts them by.
 *
 * <p>For a model that was read it is the order of its configuration; for any other it is the one
 * that Keras finds when it opens what Braid writes.
 */
public final class FileOrder {
  private final Map<Functional, List<Layer>> layers = new IdentityHashMap<>();
  private final Map<Layer, String> classes = new IdentityHashMap<>();

  void note(Functional model, List<Layer> inFile, String className) {
    layers.put(model, List.copyOf(inFile));
    classes.put(model, className);
  }

  /** The layers of a model as the file orders them. */
  public List<Layer> layers(Functional model) {
    List<Layer> known = layers.get(model);
    return known == null ? kerasOrder(model) : known;
  }

  /** The class that a file counts a layer by. */
  public String className(Layer layer) {
    return classes.getOrDefault(layer, layer.className());
  }

  /** Layers as Keras orders them when it opens what Braid writes. */
  static List<Layer> kerasOrder(Functional model) {
    return KerasGraph.of(model).layers();
  }

  /** Whether tensors have names of their own, which Keras keeps as a dict. */
  static boolean named(List<Tensor> tensors) {
    return tensors.stream().anyMatch(tensor -> Names.givenName(tensor) != null);
  }

  /** Which output of a nested model a tensor is for Keras, which sorts those of a dict. */
  static int place(Functional nested, Tensor tensor) {
    return named(nested.outputs())
        ? sortedNames(nested).indexOf(nested.outputNames().get(Node.indexOf(tensor)))
        : Node.indexOf(tensor);
  }

  private static List<String> sortedNames(Functional model) {
    return model.outputNames().stream().sorted().toList();
  }
}
