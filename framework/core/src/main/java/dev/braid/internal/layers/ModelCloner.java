package dev.braid.internal.layers;

import dev.braid.Layer;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.Tensor;
import dev.braid.graph.Spec;
import dev.braid.internal.graph.Functional;
import dev.braid.internal.graph.GraphNames;
import dev.braid.internal.graph.LayerState;
import dev.braid.internal.graph.Node;
import dev.braid.internal.graph.Topology;
import dev.braid.internal.graph.WeightCell;
import dev.braid.internal.graph.WeightPaths;
import dev.braid.layers.rnn.TimeDistributed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;

/** Copies graphs of layers; the copies have separate weights. */
public final class ModelCloner {
  private final BiFunction<List<Tensor>, List<Tensor>, Functional> factory;
  private final Map<Layer, Layer> copies = new IdentityHashMap<>();

  private ModelCloner(BiFunction<List<Tensor>, List<Tensor>, Functional> factory) {
    this.factory = factory;
  }

  /**
   * Copies a model and the models inside it; a layer that is used several times is copied once.
   *
   * @param factory creates models, whose inputs may be unused, from inputs and outputs
   */
  public static Functional copy(
      Functional model, BiFunction<List<Tensor>, List<Tensor>, Functional> factory) {
    ModelCloner cloner = new ModelCloner(factory);
    Functional copy = cloner.model(model);
    cloner.checkSeparate(model);
    return copy;
  }

  private Functional model(Functional model) {
    Map<Node, List<Tensor>> results = new HashMap<>();
    for (Node node : Topology.of(model).inOrderOfCalls()) {
      Tensor[] inputs =
          node.inputs().stream().map(tensor -> copyOf(tensor, results)).toArray(Tensor[]::new);
      results.put(node, layer(node.layer()).applyAll(inputs));
    }
    Functional made =
        factory.apply(tensors(model.inputs(), results), tensors(model.outputs(), results));
    String name = LayerState.of(model).name();
    Functional named = name == null ? made : made.name(name);
    // the order of a file is kept, so that arrays for one model fit the other
    Functional copy = Topology.inOrder(named, model.layers().stream().map(this::layer).toList());
    if (!model.trainable()) {
      LayerState.of(copy).trainable(false);
    }
    return copy;
  }

  private static List<Tensor> tensors(List<Tensor> tensors, Map<Node, List<Tensor>> results) {
    return tensors.stream().map(tensor -> copyOf(tensor, results)).toList();
  }

  private static Tensor copyOf(Tensor tensor, Map<Node, List<Tensor>> results) {
    Tensor copy = Objects.requireNonNull(results.get(Node.of(tensor))).get(Node.indexOf(tensor));
    String name = GraphNames.givenName(tensor);
    return name == null ? copy : copy.named(name);
  }

  private Layer layer(Layer layer) {
    Layer known = copies.get(layer);
    if (known == null) {
      known = copy(layer);
      copies.put(layer, known);
    }
    return known;
  }

  private Layer copy(Layer layer) {
    if (layer instanceof Functional inner) {
      return model(inner);
    }
    if (layer instanceof TimeDistributed wrapper) {
      return new TimeDistributed(layer(wrapper.layer()))
          .trainable(wrapper.trainable())
          .name(wrapper.nameOrAutomatic());
    }
    return layer.name(layer.nameOrAutomatic());
  }

  /** Refuses layers of custom classes whose copies still use layers of the original. */
  private void checkSeparate(Functional model) {
    Set<WeightCell> original = new HashSet<>();
    model.layers().forEach(layer -> original.addAll(WeightPaths.cells(model, layer)));
    List<Problem> problems = new ArrayList<>();
    copies.forEach(
        (layer, copy) -> {
          List<Spec> inputs = LayerState.of(copy).builtFor();
          List<WeightCell> cells =
              copy instanceof Functional || inputs == null
                  ? List.of()
                  : WeightPaths.cells(copy, inputs);
          if (cells.stream().anyMatch(original::contains)) {
            problems.add(
                new Problem(
                    "clone-layer",
                    layer.nameOrAutomatic(),
                    "a copy with separate weights",
                    "received one that contains layers of the original",
                    "Override separate() in "
                        + layer.className()
                        + " so that a copy has copies of them: inner ="
                        + " inner.name(inner.nameOrAutomatic())."));
          }
        });
    if (!problems.isEmpty()) {
      throw new StructureException("The model \"" + model.name() + "\" cannot be cloned", problems);
    }
  }
}
