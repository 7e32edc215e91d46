package dev.braid.graph;

import dev.braid.Tensor;
import java.util.List;

/** Puts the layers of a graph in order. */
@FunctionalInterface
public interface LayerOrder {
  /**
   * The graph with its layers in order.
   *
   * @param outputNames one for each output
   * @param nodes in an order of execution
   */
  Topology of(
      List<Tensor> inputs, List<Tensor> outputs, List<String> outputNames, List<Node> nodes);
}
