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
 * A call of a layer whose values are arrays.
 *
 * @param scope weights, randomness and what else the call of the whole graph has
 * @param inputs the inputs with their masks
 * @param reused what {@link #reuse} has made
 */
record ArrayLayerCall(CallScope scope, List<MaskedValue> inputs, Map<String, Value> reused)
    implements LayerCall {
  ArrayLayerCall(CallScope scope, List<MaskedValue> inputs) {
    this(scope, inputs, new HashMap<>());
  }

  /** Computes a layer by its own call. */
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
    // a cell at one step of a sequence has no inputs with masks
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
  public List<Masked> apply(Layer child, Masked... given) {
    return masked(LayerComputation.run(child, scope, flows(given)));
  }

  @Override
  public List<Masked> applyWithoutPenalty(Layer child, Masked... given) {
    return masked(LayerComputation.runWithoutPenalty(child, scope, flows(given)));
  }

  private static List<MaskedValue> flows(Masked... given) {
    return Stream.of(given)
        .map(
            each -> new MaskedValue(each.value(), each.mask() == null ? null : each.mask().array()))
        .toList();
  }

  private static List<Masked> masked(List<MaskedValue> flows) {
    return flows.stream()
        .map(
            flow ->
                new Masked(flow.value(), flow.mask() == null ? null : Value.constant(flow.mask())))
        .toList();
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
  public Value once(String name, Supplier<Value> made) {
    return scope.once(name, made);
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
