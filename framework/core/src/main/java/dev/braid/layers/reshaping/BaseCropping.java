package dev.braid.layers.reshaping;

import dev.braid.graph.Spec;
import dev.braid.internal.shapes.Sizes;
import dev.braid.layers.LayerCall;
import dev.braid.layers.SpatialAxes;
import dev.braid.ops.Size;
import dev.braid.ops.Value;
import java.util.List;

/**
 * Crops the edges of steps, images or volumes.
 *
 * @param <L> the layer's class
 */
public abstract sealed class BaseCropping<L extends BaseCropping<L>> extends BaseEdges<L>
    permits Cropping1D, Cropping2D, Cropping3D {
  BaseCropping(int rank, long[][] sides) {
    super("cropping", rank, sides);
  }

  @Override
  public final List<Spec> outputs(List<Spec> inputs) {
    Spec input = input(inputs);
    long[] shape = input.shape().clone();
    for (int axis = 0; axis < rank(); axis++) {
      long cut = Sizes.sum(before(axis), after(axis));
      if (shape[axis] >= 0 && shape[axis] <= cut) {
        throw refusal(
            inputs,
            "a " + SpatialAxes.name(rank(), axis) + " above the " + cut + " that it crops",
            rankAdvice(input, rank() + 1));
      }
      shape[axis] = shape[axis] < 0 ? Spec.ANY : shape[axis] - cut;
    }
    return List.of(input.withShape(shape));
  }

  @Override
  public final Value call(LayerCall call, List<Value> inputs) {
    Value out = inputs.get(0);
    // sizes that were unknown before may be too small
    outputs(specs(inputs));
    for (int i = 0; i < rank(); i++) {
      if (before(i) + after(i) > 0) {
        Size end = out.sizeOf(i + 1).minus(Size.of(after(i)));
        out = out.slice(i + 1, Size.of(before(i)), end, 1);
      }
    }
    return out;
  }
}
