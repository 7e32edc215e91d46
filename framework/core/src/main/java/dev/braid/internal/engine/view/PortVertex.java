package dev.braid.internal.engine.view;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Passes on a further output of the previous layer, and its gradient in the backward pass. */
final class PortVertex extends BaseGraphVertex {
  private static final long serialVersionUID = 1L;

  private final int output;

  PortVertex(ComputationGraph graph, String name, int index, DataType type, int output) {
    super(graph, name, index, null, null, type);
    this.output = output;
  }

  private LayerVertex source() {
    return (LayerVertex) graph.getVertices()[inputVertices[0].getVertexIndex()];
  }

  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
    return workspaces.dup(ArrayType.ACTIVATIONS, source().result(output), 'c');
  }

  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaces) {
    source().resultGradient(output, epsilon.detach());
    INDArray zeros =
        workspaces.create(ArrayType.ACTIVATION_GRAD, inputs[0].dataType(), inputs[0].shape(), 'c');
    return new Pair<>(null, new INDArray[] {zeros});
  }

  @Override
  public boolean hasLayer() {
    return false;
  }

  @Override
  public Layer getLayer() {
    return null;
  }

  @Override
  public void setBackpropGradientsViewArray(INDArray view) {
    // no parameters, no gradients
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArrays(
      INDArray[] maskArrays, MaskState currentMaskState, int minibatchSize) {
    return new Pair<>(null, currentMaskState);
  }

  @Override
  public String toString() {
    return "PortVertex(" + vertexName + ")";
  }
}
