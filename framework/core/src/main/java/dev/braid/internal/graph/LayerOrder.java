package dev.braid.internal.graph;

import dev.braid.Tensor;
import java.util.List;

/** Determines the order of the layers of a graph. */
@FunctionalInterface
public interface LayerOrder {
  /**
   * Returns the graph with its layers in order. Returns the graph with its layers in order.
   *
   * @param outputNames the names of the outputs, in order
   * @param nodes the nodes in topological order
   */
  Topology of(
      List<Tensor> inputs, List<Tensor> outputs, List<String> outputNames, List<Node> nodes);
}
