package dev.braid.engine.kernels;

import dev.braid.Layer;
import dev.braid.layers.LayerCall;
import dev.braid.ops.Size;
import dev.braid.ops.Value;
import java.util.List;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A call of a layer whose values are arrays.
 *
 * @param scope weights, randomness and what else the call of the whole graph has
 * @param inputs the inputs with their masks
 */
record ScopedCall(Scope scope, List<Flow> inputs) implements LayerCall {
  /** Computes a layer by its own call. */
  static List<Flow> run(Layer layer, Scope scope, List<Flow> inputs) {
    ScopedCall call = new ScopedCall(scope, inputs);
    List<Value> values = inputs.stream().map(Flow::value).toList();
    List<Value> results = layer.callAll(call, values);
    if (results.contains(null)) {
      throw new IllegalStateException("its call returned null");
    }
    Value mask = layer.computeMask(call, values);
    return Stream.concat(
            Stream.of(new Flow(results.get(0), mask == null ? null : mask.array())),
            results.stream().skip(1).map(Flow::new))
        .toList();
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
    INDArray mask = inputs.get(input).mask();
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
  public Value constant(INDArray array) {
    return Value.constant(array);
  }

  @Override
  public List<Masked> apply(Layer child, Masked... given) {
    List<Flow> flows =
        Stream.of(given)
            .map(each -> new Flow(each.value(), each.mask() == null ? null : each.mask().array()))
            .toList();
    return Formulas.run(child, scope, flows).stream()
        .map(
            flow ->
                new Masked(flow.value(), flow.mask() == null ? null : Value.constant(flow.mask())))
        .toList();
  }
}
