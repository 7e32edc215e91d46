package dev.braid.saving.architecture;

import dev.braid.Layer;
import dev.braid.Model;
import dev.braid.Problem;
import dev.braid.Tensor;
import dev.braid.graph.Topology;
import java.util.ArrayList;
import java.util.Comparator;
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
  private final Map<Model, List<Layer>> layers = new IdentityHashMap<>();
  private final Map<Layer, String> classes = new IdentityHashMap<>();

  void note(Model model, List<Layer> inFile, String className) {
    layers.put(model, List.copyOf(inFile));
    classes.put(model, className);
  }

  /** The layers of a model as the file orders them. */
  public List<Layer> layers(Model model) {
    List<Layer> known = layers.get(model);
    return known == null ? kerasOrder(model) : known;
  }

  /** The class that a file counts a layer by. */
  public String className(Layer layer) {
    return classes.getOrDefault(layer, layer.className());
  }

  /** Layers as Keras orders them, which walks a dict of outputs in the order of its keys. */
  static List<Layer> kerasOrder(Model model) {
    if (!named(model)) {
      return model.layers();
    }
    List<Problem> none = new ArrayList<>();
    List<Tensor> sorted = new ArrayList<>(model.outputs());
    sorted.sort(Comparator.comparing(tensor -> outputName(model, tensor)));
    return Topology.of(model.inputs(), sorted, none).layers();
  }

  /** Whether the outputs have names of their own, which Keras keeps as a dict. */
  static boolean named(Model model) {
    return model.outputs().stream().anyMatch(tensor -> tensor.outputName() != null);
  }

  static String outputName(Model model, Tensor tensor) {
    return model.outputNames().get(model.outputs().indexOf(tensor));
  }
}
