package dev.braid.layers;

import dev.braid.DType;
import dev.braid.graph.Spec;
import dev.braid.ops.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A layer with one input, whose output has the input's shape and mask.
 *
 * @param <L> the layer's class
 */
public abstract class SameShapeLayer<L extends SameShapeLayer<L>> extends BaseLayer<L> {
  @Override
  public List<Spec> outputs(List<Spec> inputs) {
    return List.of(only(inputs).withDtype(DType.FLOAT32));
  }

  @Override
  public @Nullable Value computeMask(LayerCall call, List<Value> inputs) {
    return call.mask(0);
  }
}
