package dev.braid.internal.engine.view;

import dev.braid.Layer;
import dev.braid.internal.engine.graph.CompiledStep;
import dev.braid.internal.engine.graph.WeightStore;
import dev.braid.internal.engine.kernels.CarriedStates;
import dev.braid.internal.engine.kernels.KernelCall;
import dev.braid.internal.engine.kernels.MaskedArray;
import dev.braid.internal.graph.WeightCell;
import dev.braid.internal.graph.WeightPaths;
import dev.braid.internal.random.Seeds;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Runs one step of a compiled graph in a ComputationGraph, forward and backward, one pass at a
 * time.
 *
 * <p>In the live graph of a model, the step is the model's own; in a copy, it is a separate step
 * with weights in the vector of the copy.
 */
public final class LayerVertex extends BaseGraphVertex {
  private static final long serialVersionUID = 1L;
  private static final Pattern UNDERSCORE = Pattern.compile("_(.?)");

  private final transient CompiledStep step;
  private final transient List<WeightCell> cells;

  /** The weights whose parameters this vertex holds, by the names that DL4J shows. */
  private final transient Map<String, WeightCell> held = new LinkedHashMap<>();

  private final INDArray params;
  private INDArray gradients;

  private transient KernelCall call;
  private transient MaskedArray[] results;
  private transient INDArray[] resultGradients;

  LayerVertex(
      LayerVertexConf conf,
      ComputationGraph graph,
      String name,
      int index,
      INDArray params,
      DataType type) {
    super(graph, name, index, null, null, type);
    this.params = params;
    Layer layer = conf.layer();
    this.cells = WeightPaths.cells(layer, conf.specs());
    this.step =
        graph instanceof LiveGraph live
            ? live.compiled(name)
            : copiedStep(layer, conf, graph, params);
    for (int i = 0; i < cells.size(); i++) {
      if (conf.holds(conf.weights().get(i))) {
        held.put(parameterName(cells.get(i)), cells.get(i));
      }
    }
  }

  private CompiledStep copiedStep(
      Layer layer, LayerVertexConf conf, ComputationGraph graph, INDArray params) {
    WeightStore store = storeOf(graph);
    Map<WeightCell, WeightStore.View> views = new HashMap<>();
    long from = 0;
    for (int i = 0; i < cells.size(); i++) {
      WeightCell cell = cells.get(i);
      String key = conf.weights().get(i);
      if (conf.holds(key)) {
        views.put(cell, store.add(params, from, cell.spec().shape()));
        from += cell.spec().length();
      } else {
        views.put(cell, viewHeldBy(graph, key));
      }
    }
    return new CompiledStep(layer, conf.specs(), conf.bare(), store, views, conf.policy());
  }

  /** Returns the store that all vertices of a copy share; the first one creates it. */
  private static WeightStore storeOf(ComputationGraph graph) {
    for (GraphVertex vertex : graph.getVertices()) {
      if (vertex instanceof LayerVertex first) {
        return first.step.store();
      }
    }
    return new WeightStore();
  }

  /** Returns the view of a weight that another vertex holds, from the key {@code vertex:index}. */
  private WeightStore.View viewHeldBy(ComputationGraph graph, String key) {
    int colon = key.lastIndexOf(':');
    String name = key.substring(0, colon);
    for (GraphVertex vertex : graph.getVertices()) {
      if (vertex instanceof LayerVertex holder && holder.vertexName.equals(name)) {
        return holder.step.view(holder.cells.get(Integer.parseInt(key.substring(colon + 1))));
      }
    }
    throw Refusals.missingHolder(vertexName, name);
  }

  /**
   * Returns a name that is unique within the vertex, where nested layers may repeat a name.
   *
   * <p>DL4J joins vertex and parameter by an underscore and splits at the last one, so {@code
   * moving_mean} becomes {@code movingMean}.
   */
  private String parameterName(WeightCell cell) {
    String plain =
        UNDERSCORE.matcher(cell.spec().name()).replaceAll(match -> upper(match.group(1)));
    String name = plain;
    for (int i = 2; held.containsKey(name); i++) {
      name = plain + "@" + i;
    }
    return name;
  }

  private static String upper(String letter) {
    return letter.toUpperCase(Locale.ROOT);
  }

  Layer layer() {
    return step.layer();
  }

  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
    MaskedArray[] in = new MaskedArray[inputs.length];
    for (int i = 0; i < in.length; i++) {
      in[i] = new MaskedArray(inputs[i], maskOf(inputVertices[i]));
    }
    try (MemoryWorkspace ignored = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      boolean[] requiresGradient = new boolean[in.length];
      Arrays.fill(requiresGradient, true);
      if (training) {
        step.store().startStep();
      }
      try (CarriedStates states = new CarriedStates()) {
        call =
            new KernelCall(
                cell -> step.view(cell).array(),
                training ? step : null,
                training,
                requiresGradient,
                Seeds.mix(graph.getIterationCount(), vertexIndex),
                states);
        results = step.forward(call, in);
        states.commit();
      }
      resultGradients = new INDArray[results.length];
    }
    return workspaces.dup(ArrayType.ACTIVATIONS, results[0].array(), 'c');
  }

  private INDArray maskOf(VertexIndices source) {
    return graph.getVertices()[source.getVertexIndex()] instanceof LayerVertex vertex
        ? vertex.results[0].mask()
        : null;
  }

  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaces) {
    if (!(graph instanceof LiveGraph)) {
      throw Refusals.copyTraining(vertexName);
    }
    INDArray[] inputGradients;
    try (MemoryWorkspace ignored = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      resultGradients[0] = epsilon == null ? null : epsilon.dup('c');
      boolean reached = Arrays.stream(resultGradients).anyMatch(Objects::nonNull);
      inputGradients =
          reached || call.addedLoss() != 0
              ? step.kernel().backward(call, resultGradients)
              : new INDArray[inputs.length];
      for (KernelCall.Assignment assignment : call.assignments()) {
        step.view(assignment.cell()).array().assign(assignment.value());
      }
    }
    INDArray[] epsilons = new INDArray[inputs.length];
    for (int i = 0; i < epsilons.length; i++) {
      epsilons[i] =
          inputGradients[i] == null
              ? workspaces.create(
                  ArrayType.ACTIVATION_GRAD, inputs[i].dataType(), inputs[i].shape(), 'c')
              : workspaces.dup(ArrayType.ACTIVATION_GRAD, inputGradients[i], 'c');
    }
    Gradient gradient = new DefaultGradient();
    held.forEach((name, cell) -> gradient.setGradientFor(name, step.view(cell).gradient(), 'c'));
    return new Pair<>(gradient, epsilons);
  }

  /** Returns another output of the layer, for the vertex that passes it on. */
  INDArray result(int output) {
    return results[output].array();
  }

  INDArray mask() {
    return results[0].mask();
  }

  void resultGradient(int output, INDArray gradient) {
    resultGradients[output] = gradient;
  }

  @Override
  public void setBackpropGradientsViewArray(INDArray view) {
    gradients = view;
    if (graph instanceof LiveGraph) {
      // the step has its own gradients
      return;
    }
    long from = 0;
    for (WeightCell cell : held.values()) {
      step.store().setGradient(step.view(cell), view.reshape(view.length()), from);
      from += cell.spec().length();
    }
  }

  @Override
  public Map<String, INDArray> paramTable(boolean backpropOnly) {
    Map<String, INDArray> table = new LinkedHashMap<>();
    held.forEach((name, cell) -> table.put(name, step.view(cell).array()));
    return Collections.unmodifiableMap(table);
  }

  @Override
  public INDArray params() {
    return params;
  }

  @Override
  public INDArray getGradientsViewArray() {
    return gradients;
  }

  @Override
  public VertexTraining getConfig() {
    return new VertexTraining(vertexName);
  }

  @Override
  public boolean hasLayer() {
    return false;
  }

  @Override
  public org.deeplearning4j.nn.api.Layer getLayer() {
    return null;
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArrays(
      INDArray[] maskArrays, MaskState currentMaskState, int minibatchSize) {
    // masks come from the layers themselves, as in Keras
    return new Pair<>(null, currentMaskState);
  }

  @Override
  public String toString() {
    return "LayerVertex(" + vertexName + ", " + layer().className() + ")";
  }
}
