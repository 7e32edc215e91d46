package dev.braid.saving.onnx;

import dev.braid.Layer;
import dev.braid.graph.WeightCell;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a translation sees beside its inputs: the graph and the layer's weights. */
final class Scope {
  private final Graph graph;
  private final Function<WeightCell, INDArray> weights;
  private final Layer layer;

  Scope(Graph graph, Function<WeightCell, INDArray> weights, Layer layer) {
    this.graph = graph;
    this.weights = weights;
    this.layer = layer;
  }

  /** The same graph seen by a layer inside this one. */
  Scope inside(Layer child) {
    return new Scope(graph, weights, child);
  }

  Graph graph() {
    return graph;
  }

  /** The numbers of a weight. */
  INDArray numbers(String weight) {
    return weights.apply(layer.state().cell(weight));
  }

  /** A weight as it is. */
  Wire weight(String name) {
    return weight(name, "as it is", array -> array);
  }

  /** A weight in another form, which stands in the file once, however often it is used. */
  Wire weight(String name, String form, UnaryOperator<INDArray> made) {
    WeightCell cell = layer.state().cell(name);
    return graph.array(List.of(cell, form), name, () -> made.apply(weights.apply(cell)));
  }

  /** Numbers made of several weights. */
  Wire made(String what, Supplier<INDArray> made) {
    return graph.array(List.of(layer.state(), what), what, made);
  }
}
