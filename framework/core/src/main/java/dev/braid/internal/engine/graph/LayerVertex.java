package dev.braid.internal.engine.graph;

import dev.braid.Layer;
import dev.braid.internal.engine.kernels.Kernel;
import dev.braid.internal.engine.kernels.KernelCall;
import dev.braid.internal.engine.kernels.MaskedArray;
import dev.braid.internal.engine.kernels.table.KernelSelection;
import dev.braid.internal.graph.WeightCell;
import dev.braid.internal.graph.WeightPaths;
import dev.braid.internal.random.Seeds;
import dev.braid.internal.shapes.Sizes;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
 * Hosts one application of a layer in a ComputationGraph.
 *
 * <p>Braid's own passes call the kernel directly and keep their state apart, so that many may run
 * at once; DL4J's forward and backward methods work too, one at a time as DL4J has it.
 */
public final class LayerVertex extends BaseGraphVertex implements KernelCall.Gradients {
  private static final long serialVersionUID = 1L;
  private static final Pattern UNDERSCORE = Pattern.compile("_(.?)");

  private final transient Layer layer;
  private final transient Kernel kernel;
  private final transient Set<Integer> bare;
  private final transient WeightStore store;
  private final transient Map<WeightCell, String> keys = new LinkedHashMap<>();
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
    this.layer = conf.layer();
    this.kernel = KernelSelection.of(layer, conf.specs(), conf.policy());
    this.bare = conf.bare();
    this.store = storeOf(graph);
    this.params = params;
    List<WeightCell> cells = WeightPaths.cells(layer, conf.specs());
    long from = 0;
    for (int i = 0; i < cells.size(); i++) {
      String key = conf.weights().get(i);
      keys.put(cells.get(i), key);
      if (conf.holds(key)) {
        long[] shape = cells.get(i).spec().shape();
        store.add(key, params, from, shape);
        held.put(parameterName(cells.get(i)), cells.get(i));
        from += Sizes.product(shape);
      }
    }
  }

  /**
   * Unique within the vertex, where layers inside it may use one name twice.
   *
   * <p>DL4J puts an underscore between the vertex and the parameter and looks for the last one, so
   * that {@code moving_mean} becomes {@code movingMean}.
   */
  private String parameterName(WeightCell cell) {
    String plain = UNDERSCORE.matcher(cell.spec().name()).replaceAll(at -> upper(at.group(1)));
    String name = plain;
    for (int i = 2; held.containsKey(name); i++) {
      name = plain + "@" + i;
    }
    return name;
  }

  private static String upper(String letter) {
    return letter.toUpperCase(Locale.ROOT);
  }

  /** All vertices of a graph share one store: the first makes it. */
  private static WeightStore storeOf(ComputationGraph graph) {
    for (GraphVertex vertex : graph.getVertices()) {
      if (vertex instanceof LayerVertex first) {
        return first.store;
      }
    }
    return new WeightStore();
  }

  public Kernel kernel() {
    return kernel;
  }

  public Layer layer() {
    return layer;
  }

  /** The place of a weight that this layer reads. */
  public WeightStore.View view(WeightCell cell) {
    return store.view(keys.get(cell));
  }

  public String key(WeightCell cell) {
    return keys.get(cell);
  }

  public WeightStore store() {
    return store;
  }

  @Override
  public void add(WeightCell cell, INDArray gradient) {
    store.addGradient(key(cell), gradient);
  }

  @Override
  public INDArray claimGradient(WeightCell cell) {
    return store.claimGradient(key(cell));
  }

  @Override
  public KernelCall.RowTarget claimRows(WeightCell cell, int... rows) {
    return store.claimRows(key(cell), rows);
  }

  /** What the layer makes of its inputs, of which some come without their masks. */
  public MaskedArray[] forward(KernelCall call, MaskedArray... in) {
    if (bare.isEmpty()) {
      return kernel.forward(call, in);
    }
    MaskedArray[] seen = in.clone();
    bare.forEach(k -> seen[k] = in[k].withMask(null));
    MaskedArray[] results = kernel.forward(call, seen);
    if (bare.contains(0) && results[0].mask() == null) {
      // goes on to the layers that are handed masks
      results[0] = results[0].withMask(in[0].mask());
    }
    return results;
  }

  // ---- DL4J's way

  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
    MaskedArray[] in = new MaskedArray[inputs.length];
    for (int i = 0; i < in.length; i++) {
      in[i] = new MaskedArray(inputs[i], maskOf(inputVertices[i]));
    }
    try (MemoryWorkspace ignored = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      boolean[] wanted = new boolean[in.length];
      Arrays.fill(wanted, true);
      if (training) {
        store.startStep();
      }
      call =
          new KernelCall(
              cell -> view(cell).array(),
              training ? this : null,
              training,
              wanted,
              Seeds.mix(graph.getIterationCount(), vertexIndex));
      results = forward(call, in);
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
    INDArray[] back;
    try (MemoryWorkspace ignored = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      resultGradients[0] = epsilon == null ? null : epsilon.dup('c');
      boolean reached = Arrays.stream(resultGradients).anyMatch(Objects::nonNull);
      back =
          reached || call.addedLoss() != 0
              ? kernel.backward(call, resultGradients)
              : new INDArray[inputs.length];
      for (KernelCall.Assignment assignment : call.assignments()) {
        view(assignment.cell()).array().assign(assignment.value());
      }
    }
    INDArray[] epsilons = new INDArray[inputs.length];
    for (int i = 0; i < epsilons.length; i++) {
      epsilons[i] =
          back[i] == null
              ? workspaces.create(
                  ArrayType.ACTIVATION_GRAD, inputs[i].dataType(), inputs[i].shape(), 'c')
              : workspaces.dup(ArrayType.ACTIVATION_GRAD, back[i], 'c');
    }
    Gradient gradient = new DefaultGradient();
    held.forEach((name, cell) -> gradient.setGradientFor(name, view(cell).gradient(), 'c'));
    return new Pair<>(gradient, epsilons);
  }

  /** Another output of the layer, for the vertex that hands it on. */
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
    long from = 0;
    for (WeightCell cell : held.values()) {
      store.gradient(key(cell), view.reshape(view.length()), from, cell.spec().shape());
      from += cell.spec().length();
    }
  }

  @Override
  public Map<String, INDArray> paramTable(boolean backpropOnly) {
    Map<String, INDArray> table = new LinkedHashMap<>();
    held.forEach((name, cell) -> table.put(name, view(cell).array()));
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
    return "LayerVertex(" + vertexName + ", " + layer.className() + ")";
  }
}
