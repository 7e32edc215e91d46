package dev.braid.layers.reshaping;

import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.internal.shapes.Sizes;
import dev.braid.layers.BaseLayer;
import dev.braid.layers.LayerCall;
import dev.braid.layers.SpatialAxes;
import dev.braid.ops.Size;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Upsamples steps, images or volumes by integer factors.
 *
 * @param <L> the layer's class
 */
public abstract sealed class BaseUpSampling<L extends BaseUpSampling<L>> extends BaseLayer<L>
    permits UpSampling1D, UpSampling2D, UpSampling3D {
  private final long[] size;

  /** Creates the layer with one factor for all axes or one for each. */
  BaseUpSampling(int rank, long... size) {
    this.size = SpatialAxes.each(rank, size);
    if (this.size.length != rank) {
      throw optionRefusal("size", "one number or " + rank, Spec.list(size));
    }
    for (long factor : this.size) {
      positive("size", factor);
    }
  }

  /** The number of spatial axes. */
  public final int rank() {
    return size.length;
  }

  public final long factor(int axis) {
    return size[axis];
  }

  @Override
  public final List<Spec> outputs(List<Spec> inputs) {
    Spec input = only(inputs, rank() + 1, SpatialAxes.meaning(rank()));
    long[] shape = input.shape().clone();
    for (int axis = 0; axis < rank(); axis++) {
      shape[axis] = shape[axis] < 0 ? Spec.ANY : Sizes.product(shape[axis], size[axis]);
    }
    return List.of(input.withShape(shape));
  }

  @Override
  public Value call(LayerCall call, List<Value> inputs) {
    return repeated(inputs.get(0));
  }

  /** Repeats every element by the factors. */
  final Value repeated(Value x) {
    Value out = x;
    for (int i = 0; i < rank(); i++) {
      int times = Math.toIntExact(factor(i));
      if (times > 1) {
        List<Size> sizes = new ArrayList<>(out.sizes());
        sizes.set(i + 1, sizes.get(i + 1).times(times));
        out = Value.stack(i + 2, Collections.nCopies(times, out)).reshape(sizes);
      }
    }
    return out;
  }

  @Override
  protected void describe(Config config) {
    config.put("size", size);
    config.put("data_format", "channels_last");
  }
}
