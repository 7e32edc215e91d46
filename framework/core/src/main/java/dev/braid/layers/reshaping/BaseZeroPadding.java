package dev.braid.layers.reshaping;

import dev.braid.graph.Spec;
import dev.braid.internal.shapes.Sizes;
import dev.braid.layers.LayerCall;
import dev.braid.ops.Value;
import java.util.List;

/**
 * Pads steps, images or volumes with zeros.
 *
 * @param <L> the layer's class
 */
public abstract sealed class BaseZeroPadding<L extends BaseZeroPadding<L>> extends BaseEdges<L>
    permits ZeroPadding1D, ZeroPadding2D, ZeroPadding3D {
  BaseZeroPadding(int rank, long[][] sides) {
    super("padding", rank, sides);
  }

  @Override
  public final List<Spec> outputs(List<Spec> inputs) {
    Spec input = input(inputs);
    long[] shape = input.shape().clone();
    for (int axis = 0; axis < rank(); axis++) {
      shape[axis] = shape[axis] < 0 ? Spec.ANY : Sizes.sum(shape[axis], before(axis), after(axis));
    }
    return List.of(input.withShape(shape));
  }

  @Override
  public final Value call(LayerCall call, List<Value> inputs) {
    Value out = inputs.get(0);
    for (int i = 0; i < rank(); i++) {
      out = out.pad(i + 1, before(i), after(i), 0);
    }
    return out;
  }
}
