package dev.braid.internal.engine.view;

import dev.braid.DType;
import dev.braid.Layer;
import dev.braid.StructureException;
import dev.braid.config.ObjectReader;
import dev.braid.graph.Spec;
import dev.braid.internal.config.ConfigJson;
import dev.braid.internal.engine.graph.Plan;
import dev.braid.internal.environment.ExecutionPolicy;
import dev.braid.internal.graph.WeightCell;
import dev.braid.internal.graph.WeightPaths;
import dev.braid.internal.random.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A layer in the ComputationGraph's configuration.
 *
 * <p>It is serialized as Keras' configuration of the layer, so that DL4J's ModelSerializer restores
 * it without serialized Java objects.
 */
@JsonAutoDetect(
    fieldVisibility = JsonAutoDetect.Visibility.NONE,
    getterVisibility = JsonAutoDetect.Visibility.NONE,
    isGetterVisibility = JsonAutoDetect.Visibility.NONE)
public final class LayerVertexConf extends GraphVertex {
  private static final long serialVersionUID = 1L;

  /**
   * Keras' configuration of a layer that was read; null for a live one, which is written on demand.
   */
  private final String layer;

  /** The shapes of the inputs without the batch axis. */
  @JsonProperty private final List<long[]> inputShapes;

  @JsonProperty private final List<String> inputTypes;

  /**
   * The weights as {@code vertex:index} of the vertex that holds them, which may be another one.
   */
  @JsonProperty private final List<String> weights;

  @JsonProperty private final String name;

  /** The inputs that are passed without their masks. */
  @JsonProperty private final Set<Integer> bare;

  /** The step of a live model; null if this was read. */
  private final transient Plan.Step live;

  /**
   * The weights of the vertex created from this configuration, or null.
   *
   * <p>DL4J edits a graph by copying its configuration and creating another graph from it, for
   * which it copies the parameters of its own layers only.
   */
  private transient INDArray values;

  private final transient ExecutionPolicy policy;

  @JsonCreator
  LayerVertexConf(
      @JsonProperty("layer") String layer,
      @JsonProperty("inputShapes") List<long[]> inputShapes,
      @JsonProperty("inputTypes") List<String> inputTypes,
      @JsonProperty("weights") List<String> weights,
      @JsonProperty("name") String name,
      @JsonProperty("bare") Set<Integer> bare) {
    this(
        layer,
        inputShapes,
        inputTypes,
        weights,
        name,
        bare == null ? Set.of() : bare,
        null,
        ExecutionPolicy.fromSystemProperties());
  }

  private LayerVertexConf(
      String layer,
      List<long[]> inputShapes,
      List<String> inputTypes,
      List<String> weights,
      String name,
      Set<Integer> bare,
      Plan.Step live,
      ExecutionPolicy policy) {
    this.layer = layer;
    this.inputShapes = new ArrayList<>(inputShapes);
    this.inputTypes = new ArrayList<>(inputTypes);
    this.weights = new ArrayList<>(weights);
    this.name = name;
    this.bare = new TreeSet<>(bare);
    this.live = live;
    this.policy = policy;
  }

  static LayerVertexConf of(Plan.Step step, List<String> weights, ExecutionPolicy policy) {
    return new LayerVertexConf(
        null,
        step.specs().stream().map(Spec::shape).toList(),
        step.specs().stream().map(spec -> spec.dtype().name()).toList(),
        weights,
        step.name(),
        step.unmasked(),
        step,
        policy);
  }

  @JsonProperty("layer")
  private String layerJson() {
    return layer == null ? ConfigJson.write(live.layer()) : layer;
  }

  Layer layer() {
    if (live != null) {
      return live.layer();
    }
    Layer read;
    try {
      read = ObjectReader.builtIn().read(Layer.class, ConfigJson.read(layer).map());
    } catch (StructureException e) {
      throw e.problems().stream().anyMatch(problem -> problem.id().equals("unknown-layer"))
          ? Refusals.notInFiles(name, e)
          : e;
    }
    read.build(specs());
    return read;
  }

  List<Spec> specs() {
    if (live != null) {
      return live.specs();
    }
    List<Spec> specs = new ArrayList<>();
    for (int i = 0; i < inputShapes.size(); i++) {
      specs.add(new Spec(inputShapes.get(i), DType.valueOf(inputTypes.get(i))));
    }
    return specs;
  }

  List<String> weights() {
    return weights;
  }

  Set<Integer> bare() {
    return bare;
  }

  ExecutionPolicy policy() {
    return policy;
  }

  boolean holds(String weight) {
    return weight.startsWith(name + ":");
  }

  @Override
  public long numParams(boolean backprop) {
    return heldCells().stream().mapToLong(cell -> cell.spec().length()).sum();
  }

  @Override
  public int minVertexInputs() {
    return inputShapes.size();
  }

  @Override
  public int maxVertexInputs() {
    return inputShapes.size();
  }

  @Override
  public LayerVertex instantiate(
      ComputationGraph graph,
      String vertexName,
      int index,
      INDArray params,
      boolean initialize,
      DataType type) {
    LayerVertex vertex = new LayerVertex(this, graph, vertexName, index, params, type);
    if (params != null) {
      if (initialize) {
        setInitialValues(params);
      }
      values = params;
    }
    return vertex;
  }

  /** Sets the initial values: those of the graph that this was copied from, or random ones. */
  private void setInitialValues(INDArray params) {
    if (values != null) {
      params.assign(values);
      return;
    }
    SplittableRandom random = new SplittableRandom(Seeds.next());
    long from = 0;
    for (WeightCell cell : heldCells()) {
      float[] first = cell.spec().initializer().values(cell.spec().shape(), random);
      params
          .get(NDArrayIndex.interval(from, from + first.length))
          .assign(Nd4j.createFromArray(first));
      from += first.length;
    }
  }

  private List<WeightCell> heldCells() {
    List<WeightCell> cells = WeightPaths.cells(layer(), specs());
    return IntStream.range(0, cells.size())
        .filter(i -> holds(weights.get(i)))
        .mapToObj(cells::get)
        .toList();
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
    LayerVertexConf copy =
        new LayerVertexConf(layer, inputShapes, inputTypes, weights, name, bare, live, policy);
    copy.values = values;
    return copy;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LayerVertexConf conf
        && isSameLayer(conf)
        && name.equals(conf.name)
        && weights.equals(conf.weights)
        && bare.equals(conf.bare);
  }

  private boolean isSameLayer(LayerVertexConf other) {
    return live == null || other.live == null
        ? layerJson().equals(other.layerJson())
        : live.layer() == other.live.layer();
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, weights);
  }
}
