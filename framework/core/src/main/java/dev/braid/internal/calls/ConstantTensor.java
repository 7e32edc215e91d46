package dev.braid.internal.calls;

import dev.braid.DType;
import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.layers.BaseLayer;
import dev.braid.layers.LayerCall;
import dev.braid.ops.Size;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A constant array as a tensor of a graph.
 *
 * <p>It precedes a layer that was called with an array in Python. In files it is that argument. Its
 * first axis is the batch axis; one row alone is repeated for all samples of its input, another
 * tensor of the same call.
 */
public final class ConstantTensor extends BaseLayer<ConstantTensor> {
  private final Value value;
  private final DType dtype;

  public ConstantTensor(Value value, DType dtype) {
    this.value = Objects.requireNonNull(value, "value");
    this.dtype = Objects.requireNonNull(dtype, "dtype");
  }

  /** The constant, including the batch axis. */
  public Value value() {
    return value;
  }

  /** Returns the same constant for each sample. */
  public ConstantTensor withBatchAxis() {
    return new ConstantTensor(value.expand(0), dtype);
  }

  @Override
  public List<Spec> outputs(List<Spec> inputs) {
    long[] shape = value.shape();
    return List.of(new Spec(Arrays.copyOfRange(shape, 1, shape.length), dtype));
  }

  @Override
  public Value call(LayerCall call, List<Value> inputs) {
    Value input = inputs.get(0);
    Value constant = input.backend().adopt(value);
    if (value.size(0) != 1) {
      return constant;
    }
    List<Size> sizes = new ArrayList<>(constant.sizes());
    sizes.set(0, input.sizeOf(0));
    return constant.broadcastTo(sizes);
  }

  @Override
  public String className() {
    return "ConstantTensor";
  }

  @Override
  protected void describe(Config config) {
    config.put("shape", value.shape());
  }
}
