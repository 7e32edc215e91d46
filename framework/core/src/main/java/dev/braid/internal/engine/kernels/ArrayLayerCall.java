package dev.braid.internal.engine.kernels;

import dev.braid.Layer;
import dev.braid.layers.LayerCall;
import dev.braid.ops.Size;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A layer call whose values are arrays.
 *
 * @param scope weights, random draws and other state of the call of the whole graph
 * @param inputs the inputs with their masks
 * @param reused the values that {@link #reuse} created
 */
record ArrayLayerCall(CallScope scope, List<MaskedValue> inputs, Map<String, Value> reused)
    implements LayerCall {
  ArrayLayerCall(CallScope scope, List<MaskedValue> inputs) {
    this(scope, inputs, new HashMap<>());
  }

  /** Computes a layer by its own {@code call}. */
  static List<MaskedValue> run(Layer layer, CallScope scope, List<MaskedValue> inputs) {
    ArrayLayerCall call = new ArrayLayerCall(scope, inputs);
    List<Value> values = inputs.stream().map(MaskedValue::value).toList();
    List<Value> results = layer.callAll(call, values);
    if (results.stream().anyMatch(Objects::isNull)) {
      throw new IllegalStateException("its call returned null");
    }
    List<Value> masks = layer.computeMasks(call, values);
    List<MaskedValue> outputs = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      Value mask = i < masks.size() ? masks.get(i) : null;
      outputs.add(new MaskedValue(results.get(i), mask == null ? null : mask.array()));
    }
    return outputs;
  }

  @Override
  public Value weight(String name) {
    return scope.weight(name);
  }

  @Override
  public boolean training() {
    return scope.training();
  }

  @Override
  public boolean frozen() {
    return scope.frozen();
  }

  @Override
  public Value mask(int input) {
    // a cell at one step of a sequence has no inputs
    INDArray mask = inputs.isEmpty() ? null : inputs.get(input).mask();
    return mask == null ? null : Value.constant(mask.castTo(inputs.get(input).value().dataType()));
  }

  @Override
  public Value uniform(Long seed, Value like, List<Size> sizes) {
    long[] shape = sizes.stream().mapToLong(Size::known).toArray();
    return Value.constant(scope.uniform(seed, like.dataType(), shape));
  }

  @Override
  public Value normal(Long seed, Value like) {
    return Value.constant(scope.normal(seed, like.dataType(), like.shape()));
  }

  @Override
  public void addLoss(Value loss) {
    scope.addLoss(loss);
  }

  @Override
  public void assign(String statistic, Value value) {
    scope.assign(statistic, value.array());
  }

  @Override
  public List<Value> carried() {
    return scope.carried();
  }

  @Override
  public void carry(List<Value> values) {
    scope.carry(values);
  }

  @Override
  public List<Masked> apply(Layer child, Masked... arguments) {
    return wrap(LayerComputation.run(child, scope, unwrap(arguments)));
  }

  @Override
  public List<Masked> applyWithoutPenalty(Layer child, Masked... arguments) {
    return wrap(LayerComputation.runWithoutPenalty(child, scope, unwrap(arguments)));
  }

  private static List<MaskedValue> unwrap(Masked... arguments) {
    return Stream.of(arguments)
        .map(
            each -> new MaskedValue(each.value(), each.mask() == null ? null : each.mask().array()))
        .toList();
  }

  private static List<Masked> wrap(List<MaskedValue> outputs) {
    return outputs.stream()
        .map(
            output ->
                new Masked(
                    output.value(), output.mask() == null ? null : Value.constant(output.mask())))
        .toList();
  }

  @Override
  public Value reuse(String name, Supplier<Value> supplier) {
    Value value = reused.get(name);
    if (value == null) {
      value = supplier.get();
      reused.put(name, value);
    }
    return value;
  }

  @Override
  public Value once(String name, Supplier<Value> supplier) {
    return scope.once(name, supplier);
  }

  @Override
  public LayerCall inside(Layer child) {
    return new ArrayLayerCall(scope.inside(child), List.of());
  }

  @Override
  public LayerCall insideSequence(Layer child) {
    return new ArrayLayerCall(scope.insideSequence(child), List.of());
  }
}
