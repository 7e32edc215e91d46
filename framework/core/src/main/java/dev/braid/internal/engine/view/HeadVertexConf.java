package dev.braid.internal.engine.view;

import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** The configuration of an output of the model, which passes the prediction on. */
public final class HeadVertexConf extends GraphVertex {
  private static final long serialVersionUID = 1L;

  /** Whether the prediction is passed without its mask. */
  @JsonProperty private final boolean bare;

  @JsonCreator
  HeadVertexConf(@JsonProperty("bare") boolean bare) {
    this.bare = bare;
  }

  @Override
  public HeadVertex instantiate(
      ComputationGraph graph,
      String name,
      int index,
      INDArray params,
      boolean initialize,
      DataType type) {
    return new HeadVertex(graph, name, index, type, bare);
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
    return new HeadVertexConf(bare);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HeadVertexConf conf && bare == conf.bare;
  }

  @Override
  public int hashCode() {
    return Boolean.hashCode(bare);
  }
}
