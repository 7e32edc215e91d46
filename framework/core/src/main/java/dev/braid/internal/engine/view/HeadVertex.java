package dev.braid.internal.engine.view;

import dev.braid.internal.engine.graph.Head;
import dev.braid.internal.engine.losses.LossValue;
import java.util.Map;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An output of the model in the ComputationGraph.
 *
 * <p>DL4J takes every vertex with a layer for one of its own class, of which this therefore is one.
 */
public final class HeadVertex extends org.deeplearning4j.nn.graph.vertex.impl.LayerVertex {
  private static final long serialVersionUID = 1L;

  private final boolean bare;

  HeadVertex(ComputationGraph graph, String name, int index, DataType type, boolean bare) {
    super(graph, name, index, new HeadLayer(name, type), null, true, type);
    this.bare = bare;
    boolean first = graph.getConfiguration().getNetworkOutputs().get(0).equals(name);
    if (first) {
      getLayer().standsFor(graph::params);
    }
  }

  /** The parameters that the layer stands for are those of the other vertices. */
  @Override
  public Map<String, INDArray> paramTable(boolean backpropOnly) {
    return Map.of();
  }

  @Override
  public HeadLayer getLayer() {
    return (HeadLayer) super.getLayer();
  }

  @Override
  public void setLayerAsFrozen() {
    throw Refusals.freezesOutput(vertexName);
  }

  @Override
  public void setInput(int number, INDArray input, LayerWorkspaceMgr workspaces) {
    inputs[number] = input;
  }

  @Override
  public void applyPreprocessorAndSetInput(LayerWorkspaceMgr workspaces) {
    // the vertex reads its input itself
  }

  @Override
  public boolean canDoBackward() {
    return inputs[0] != null;
  }

  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
    return workspaces.dup(ArrayType.ACTIVATIONS, inputs[0], 'c');
  }

  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaces) {
    Head head = compiled();
    if (inputs[0] == null) {
      throw new IllegalStateException(
          "There is nothing to go backward from: call feedForward(…) or computeGradientAndScore()"
              + " first.");
    }
    INDArray gradient = null;
    if (head.loss() != null) {
      try (MemoryWorkspace ignored = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
        LossValue value = head.value(getLayer().getLabels(), inputs[0].detach(), mask());
        double share = head.weight().getAsDouble();
        getLayer().score(value.value() * share);
        gradient = value.gradient().mul(share);
      }
    }
    INDArray epsilonBack =
        gradient == null
            ? workspaces.create(
                ArrayType.ACTIVATION_GRAD, inputs[0].dataType(), inputs[0].shape(), 'c')
            : workspaces.dup(ArrayType.ACTIVATION_GRAD, gradient, 'c');
    return new Pair<>(null, new INDArray[] {epsilonBack});
  }

  @Override
  public double computeScore(double penalty, boolean training, LayerWorkspaceMgr workspaces) {
    compiled();
    return getLayer().computeScore(penalty, training, workspaces);
  }

  /** The loss that the model was compiled with. */
  private Head compiled() {
    Head head = graph instanceof LiveGraph live ? live.head(vertexName) : null;
    if (head == null) {
      throw Refusals.noLoss(LiveGraphConfiguration.output(vertexName));
    }
    return head;
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
