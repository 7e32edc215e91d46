package dev.braid.internal.engine.gradients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.DType;
import dev.braid.Layer;
import dev.braid.graph.Spec;
import dev.braid.graph.WeightSpec;
import dev.braid.layers.LayerCall;
import dev.braid.ops.ShapeValue;
import dev.braid.ops.Size;
import dev.braid.ops.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The call of a layer on values of which only the shapes are known. */
final class ShapeCall implements LayerCall {
  private final Map<String, Value> weights = new HashMap<>();
  private final Map<String, long[]> assigned = new HashMap<>();
  private final List<Spec> inputs;
  private final boolean masked;

  /**
   * A call while training.
   *
   * @param masked whether each input has a mask over its first axis behind that of the batch
   */
  ShapeCall(Layer layer, List<Spec> inputs, boolean masked) {
    for (WeightSpec weight : layer.weights(inputs)) {
      weights.put(weight.name(), new ShapeValue(DType.FLOAT32, weight.shape()));
    }
    this.inputs = List.copyOf(inputs);
    this.masked = masked;
  }

  /** The shapes of the statistics that the layer changed. */
  Map<String, long[]> assigned() {
    return assigned;
  }

  @Override
  public Value weight(String name) {
    return weights.get(name);
  }

  @Override
  public boolean training() {
    return true;
  }

  @Override
  public boolean frozen() {
    return false;
  }

  @Override
  public Value mask(int input) {
    return masked ? new ShapeValue(DType.FLOAT32, -1, inputs.get(input).size(0)) : null;
  }

  @Override
  public Value uniform(Long seed, Value like, List<Size> sizes) {
    return new ShapeValue(DType.FLOAT32, sizes.stream().mapToLong(Size::known).toArray());
  }

  @Override
  public Value normal(Long seed, Value like) {
    return like;
  }

  @Override
  public void addLoss(Value loss) {
    assertThat(loss.shape()).as("a loss").isEmpty();
  }

  @Override
  public void assign(String statistic, Value value) {
    assigned.put(statistic, value.shape());
  }

  @Override
  public List<Value> carried() {
    return List.of();
  }

  @Override
  public void carry(List<Value> values) {
    // nothing follows
  }

  @Override
  public List<Masked> apply(Layer child, Masked... inputs) {
    throw new UnsupportedOperationException("no layer of this suite has children");
  }
}
