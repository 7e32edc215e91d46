package dev.braid.internal.saving.onnx;

import dev.braid.Layer;
import dev.braid.StructureException;
import dev.braid.graph.Spec;
import dev.braid.internal.graph.LayerState;
import dev.braid.internal.graph.WeightCell;
import dev.braid.layers.LayerCall;
import dev.braid.ops.NoElementsException;
import dev.braid.ops.Size;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A call of a layer at inference whose operations are written to an ONNX graph. */
final class OnnxLayerCall implements LayerCall {
  private final OnnxGraph graph;
  private final Function<WeightCell, INDArray> weights;
  private final Layer layer;
  private final List<Masked> inputs;
  private final Map<String, Value> reused = new HashMap<>();

  private OnnxLayerCall(
      OnnxGraph graph, Function<WeightCell, INDArray> weights, Layer layer, List<Masked> inputs) {
    this.graph = graph;
    this.weights = weights;
    this.layer = layer;
    this.inputs = inputs;
  }

  /** Writes the computation of a layer. */
  static List<Masked> run(
      Layer layer, OnnxGraph graph, Function<WeightCell, INDArray> weights, List<Masked> inputs) {
    OnnxLayerCall call = new OnnxLayerCall(graph, weights, layer, inputs);
    try {
      return LayerTranslations.find(layer)
          .map(translation -> translation.run(layer, call, inputs))
          .orElseGet(call::computed);
    } catch (StructureException | NotExportableException e) {
      throw e;
    } catch (NoElementsException e) {
      throw new NotExportableException(layer, "which computes in Java", e);
    } catch (RuntimeException e) {
      throw new NotExportableException(layer, "whose call cannot be written: " + e.getMessage(), e);
    }
  }

  /** Computes the outputs with the layer's own call. */
  private List<Masked> computed() {
    List<Value> values = inputs.stream().map(Masked::value).toList();
    List<Value> results = layer.callAll(this, values);
    if (results.stream().anyMatch(Objects::isNull)) {
      throw new IllegalStateException("its call returned null");
    }
    List<Value> masks = layer.computeMasks(this, values);
    List<Masked> outputs = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      outputs.add(adopted(new Masked(results.get(i), i < masks.size() ? masks.get(i) : null)));
    }
    return outputs;
  }

  private Masked adopted(Masked given) {
    return new Masked(
        graph.backend().adopt(given.value()),
        given.mask() == null ? null : graph.backend().adopt(given.mask()));
  }

  OnnxGraph graph() {
    return graph;
  }

  @Override
  public OnnxLayerCall inside(Layer child) {
    return new OnnxLayerCall(graph, weights, child, List.of());
  }

  /** Returns the elements of a weight. */
  INDArray array(String weight) {
    INDArray array = weights.apply(LayerState.of(layer).cell(weight));
    graph.weight(array, weight);
    return array;
  }

  /** Returns an array that was computed from weights, with its name in the file. */
  Value named(String name, INDArray made) {
    graph.name(made, name);
    return Value.constant(made);
  }

  /** Returns a transformed weight. */
  Value weight(String name, UnaryOperator<INDArray> made) {
    return named(name, made.apply(array(name)));
  }

  /** Returns an input with another value. */
  static Masked with(Masked input, Value value) {
    return new Masked(value, input.mask());
  }

  static Masked unmasked(Value value) {
    return new Masked(value, null);
  }

  /** Returns the input's shape without the batch axis. */
  static Spec spec(Masked input) {
    long[] shape = input.value().shape();
    return Spec.of(Arrays.copyOfRange(shape, 1, shape.length));
  }

  /** Returns the mask with trailing axes of size 1 up to a rank; null without a mask. */
  static Value mask(Masked input, int rank) {
    Value mask = input.mask();
    while (mask != null && mask.rank() < rank) {
      mask = mask.expand(mask.rank());
    }
    return mask;
  }

  @Override
  public Value weight(String name) {
    return Value.constant(array(name));
  }

  @Override
  public boolean training() {
    return false;
  }

  @Override
  public boolean frozen() {
    return true;
  }

  @Override
  public Value mask(int input) {
    // a cell is called for one step of a sequence, without masks
    return inputs.isEmpty() ? null : inputs.get(input).mask();
  }

  @Override
  public Value uniform(Long seed, Value like, List<Size> sizes) {
    throw new NotExportableException(layer, "which draws random numbers at inference", null);
  }

  @Override
  public Value normal(Long seed, Value like) {
    return uniform(seed, like, like.sizes());
  }

  @Override
  public void addLoss(Value loss) {
    // exported graphs have no loss
  }

  @Override
  public void assign(String statistic, Value value) {
    // the statistics of exported graphs are constant
  }

  @Override
  public List<Value> carried() {
    throw new NotExportableException(layer, "which continues from earlier batches", null);
  }

  @Override
  public void carry(List<Value> values) {
    carried();
  }

  @Override
  public Value reuse(String name, Supplier<Value> maker) {
    Value made = reused.get(name);
    if (made == null) {
      made = maker.get();
      reused.put(name, made);
    }
    return made;
  }

  @Override
  public List<Masked> apply(Layer child, Masked... given) {
    List<Masked> adopted = new ArrayList<>();
    for (Masked each : given) {
      adopted.add(adopted(each));
    }
    return run(child, graph, weights, adopted);
  }
}
