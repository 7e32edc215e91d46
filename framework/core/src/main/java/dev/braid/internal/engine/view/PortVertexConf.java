package dev.braid.internal.engine.view;

import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The configuration of a vertex for a further output of a layer; DL4J's vertices have one output.
 */
public final class PortVertexConf extends GraphVertex {
  private static final long serialVersionUID = 1L;

  @JsonProperty private final int output;

  PortVertexConf(@JsonProperty("output") int output) {
    this.output = output;
  }

  @Override
  public PortVertex instantiate(
      ComputationGraph graph,
      String name,
      int index,
      INDArray params,
      boolean initialize,
      DataType type) {
    return new PortVertex(graph, name, index, type, output);
  }

  @Override
  public long numParams(boolean backprop) {
    return 0;
  }

  @Override
  public int minVertexInputs() {
    return 1;
  }

  @Override
  public int maxVertexInputs() {
    return 1;
  }

  @Override
  public InputType getOutputType(int index, InputType... inputs) {
    throw Refusals.outputType();
  }

  @Override
  public MemoryReport getMemoryReport(InputType... inputTypes) {
    throw Refusals.memoryReport();
  }

  @Override
  public GraphVertex clone() {
    return new PortVertexConf(output);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PortVertexConf conf && conf.output == output;
  }

  @Override
  public int hashCode() {
    return output;
  }
}
