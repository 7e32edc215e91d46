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
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A constant array as a tensor of a graph.
 *
 * <p>It precedes a layer that was called with an array in Python. In files it is that argument. Its
 * first axis is the batch axis; one row alone is repeated for all samples of its input, another
 * tensor of the same call.
 */
public final class ConstantTensor extends BaseLayer<ConstantTensor> {
  private final INDArray array;
  private final DType dtype;

  public ConstantTensor(INDArray array, DType dtype) {
    this.array = Objects.requireNonNull(array, "array");
    this.dtype = Objects.requireNonNull(dtype, "dtype");
  }

  /** The constant, including the batch axis. */
  public INDArray array() {
    return array;
  }

  /** Returns the same constant for each sample. */
  public ConstantTensor withBatchAxis() {
    return new ConstantTensor(Nd4j.expandDims(array, 0), dtype);
  }

  @Override
  public List<Spec> outputs(List<Spec> inputs) {
    long[] shape = array.shape();
    return List.of(new Spec(Arrays.copyOfRange(shape, 1, shape.length), dtype));
  }

  @Override
  public Value call(LayerCall call, List<Value> inputs) {
    Value input = inputs.get(0);
    Value constant = input.backend().constant(array);
    if (array.size(0) != 1) {
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
    config.put("shape", array.shape());
  }
}
