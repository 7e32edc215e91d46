package dev.braid.layers.reshaping;

import dev.braid.config.Config;
import dev.braid.graph.Sizes;
import dev.braid.graph.Spec;
import dev.braid.layers.BaseLayer;
import dev.braid.layers.LayerCall;
import dev.braid.layers.SpatialAxes;
import dev.braid.ops.Size;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Makes steps, pictures or volumes larger by whole factors.
 *
 * @param <L> the layer's own class
 */
public abstract class BaseUpSampling<L extends BaseUpSampling<L>> extends BaseLayer<L> {
  private final long[] size;

  /** The factor is one number for all axes or one for each. */
  BaseUpSampling(int rank, long... size) {
    this.size = SpatialAxes.each(rank, size);
    if (this.size.length != rank) {
      throw optionRefusal("size", "one number or " + rank, Spec.list(size));
    }
    for (long factor : this.size) {
      positive("size", factor);
    }
  }

  /** How many spatial axes the layer works on. */
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

  /** Every element as often as the factors say. */
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
