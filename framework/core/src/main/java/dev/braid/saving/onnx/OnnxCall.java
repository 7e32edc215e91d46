package dev.braid.saving.onnx;

import dev.braid.Layer;
import dev.braid.StructureException;
import dev.braid.graph.LayerState;
import dev.braid.graph.Spec;
import dev.braid.graph.WeightCell;
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

/** A call of a layer at inference, whose values are written to a graph. */
final class OnnxCall implements LayerCall {
  private final Graph graph;
  private final Function<WeightCell, INDArray> weights;
  private final Layer layer;
  private final List<Masked> inputs;
  private final Map<String, Value> reused = new HashMap<>();

  private OnnxCall(
      Graph graph, Function<WeightCell, INDArray> weights, Layer layer, List<Masked> inputs) {
    this.graph = graph;
    this.weights = weights;
    this.layer = layer;
    this.inputs = inputs;
  }

  /** Writes what a layer computes from its inputs. */
  static List<Masked> run(
      Layer layer, Graph graph, Function<WeightCell, INDArray> weights, List<Masked> inputs) {
    OnnxCall call = new OnnxCall(graph, weights, layer, inputs);
    try {
      return Translations.find(layer)
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

  /** What the layer's own call computes. */
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

  Graph graph() {
    return graph;
  }

  @Override
  public OnnxCall inside(Layer child) {
    return new OnnxCall(graph, weights, child, List.of());
  }

  /** The elements of a weight. */
  INDArray array(String weight) {
    INDArray array = weights.apply(LayerState.of(layer).cell(weight));
    graph.weight(array, weight);
    return array;
  }

  /** An array that was made of weights, and its name in the file. */
  Value named(String name, INDArray made) {
    graph.name(made, name);
    return Value.constant(made);
  }

  /** A weight in another form. */
  Value weight(String name, UnaryOperator<INDArray> made) {
    return named(name, made.apply(array(name)));
  }

  /** The input with another value. */
  static Masked with(Masked input, Value value) {
    return new Masked(value, input.mask());
  }

  static Masked unmasked(Value value) {
    return new Masked(value, null);
  }

  /** The input's shape as layers see it, without the batch axis. */
  static Spec spec(Masked input) {
    long[] shape = input.value().shape();
    return Spec.of(Arrays.copyOfRange(shape, 1, shape.length));
  }

  /** The mask with axes of size 1 behind its own up to a rank; null where there is none. */
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
    // a cell at one step of a sequence has no inputs with masks
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
    // exported graphs have no statistics that change
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
