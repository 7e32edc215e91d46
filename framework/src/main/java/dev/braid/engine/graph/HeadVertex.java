package dev.braid.engine.graph;

import dev.braid.engine.losses.LossValue;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** An output of the model in the ComputationGraph. */
public final class HeadVertex extends BaseGraphVertex {
  private static final long serialVersionUID = 1L;

  private final transient HeadLayer layer;
  private final boolean bare;
  private transient Head head;

  HeadVertex(ComputationGraph graph, String name, int index, DataType type, boolean bare) {
    super(graph, name, index, null, null, type);
    this.layer = new HeadLayer(name, type);
    this.bare = bare;
    boolean first = graph.getConfiguration().getNetworkOutputs().get(0).equals(name);
    if (first) {
      layer.standsFor(() -> graph.params().length());
    }
  }

  /** Sets what compile said; null before it. */
  public void head(Head compiled) {
    head = compiled;
  }

  @Override
  public boolean hasLayer() {
    return true;
  }

  @Override
  public HeadLayer getLayer() {
    return layer;
  }

  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
    return workspaces.dup(ArrayType.ACTIVATIONS, inputs[0], 'c');
  }

  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaces) {
    if (head == null) {
      throw new IllegalStateException(
          "the output \"" + vertexName + "\" has no loss: call model.compile(…) first");
    }
    INDArray slope = null;
    if (head.loss() != null) {
      try (MemoryWorkspace ignored = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
        LossValue value = head.value(layer.getLabels(), inputs[0].detach(), mask());
        double share = head.weight().getAsDouble();
        layer.score(value.value() * share);
        slope = value.slope().mul(share);
      }
    }
    INDArray epsilonBack =
        slope == null
            ? workspaces.create(
                ArrayType.ACTIVATION_GRAD, inputs[0].dataType(), inputs[0].shape(), 'c')
            : workspaces.dup(ArrayType.ACTIVATION_GRAD, slope, 'c');
    return new Pair<>(null, new INDArray[] {epsilonBack});
  }

  private INDArray mask() {
    return !bare
            && graph.getVertices()[inputVertices[0].getVertexIndex()] instanceof LayerVertex source
        ? source.mask()
        : null;
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
    return "HeadVertex(" + vertexName + ")";
  }
}
