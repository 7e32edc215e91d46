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
 * <p>DL4J casts every vertex with a layer to its own class, so this class extends it.
 */
public final class HeadVertex extends org.deeplearning4j.nn.graph.vertex.impl.LayerVertex {
  private static final long serialVersionUID = 1L;

  private final boolean unmasked;

  HeadVertex(ComputationGraph graph, String name, int index, DataType type, boolean unmasked) {
    super(graph, name, index, new HeadLayer(name, type), null, true, type);
    this.unmasked = unmasked;
    boolean first = graph.getConfiguration().getNetworkOutputs().get(0).equals(name);
    if (first) {
      getLayer().reportParameters(graph::params);
    }
  }

  /** Returns no parameters, since those that the layer reports belong to the other vertices. */
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
    throw Refusals.outputFreezing(vertexName);
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
        double weight = head.weight().getAsDouble();
        getLayer().score(value.value() * weight);
        gradient = value.gradient().mul(weight);
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

  /** Returns the loss that the model was compiled with. */
  private Head compiled() {
    Head head = graph instanceof LiveGraph live ? live.head(vertexName) : null;
    if (head == null) {
      throw Refusals.noLoss(LiveGraphConfiguration.output(vertexName));
    }
    return head;
  }

  private INDArray mask() {
    return !unmasked
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
