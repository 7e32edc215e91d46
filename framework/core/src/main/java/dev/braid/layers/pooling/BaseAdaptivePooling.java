package dev.braid.layers.pooling;

import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.layers.BaseLayer;
import dev.braid.layers.LayerCall;
import dev.braid.layers.SpatialAxes;
import dev.braid.ops.Pooling;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A layer that divides each spatial axis into a given number of windows, which may overlap.
 *
 * @param <L> the layer's class
 */
public abstract class BaseAdaptivePooling<L extends BaseAdaptivePooling<L>> extends BaseLayer<L> {
  private final long[] outputSize;

  /**
   * A layer with an output of given sizes.
   *
   * @param rank the number of spatial axes
   * @param outputSize one size for all axes, or one for each
   */
  BaseAdaptivePooling(int rank, long... outputSize) {
    if (outputSize.length != 1 && outputSize.length != rank) {
      throw optionRefusal("outputSize", "1 or " + rank + " sizes", Spec.list(outputSize));
    }
    this.outputSize = SpatialAxes.each(rank, outputSize);
    for (long size : this.outputSize) {
      positive("outputSize", size);
    }
  }

  /** Checks the data format of a configuration. */
  static <L extends BaseAdaptivePooling<L>> L read(L made, Config config) {
    SpatialAxes.requireChannelsLast(made.className(), config);
    return made;
  }

  public final long[] outputSize() {
    return outputSize.clone();
  }

  @Override
  public final List<Spec> outputs(List<Spec> inputs) {
    int rank = outputSize.length;
    Spec input = only(inputs, rank + 1, SpatialAxes.meaning(rank));
    long[] shape = input.shape().clone();
    for (int i = 0; i < rank; i++) {
      if (shape[i] < 0) {
        throw refusal(inputs, "spatial axes of known size, which windows depend on", "");
      }
      shape[i] = outputSize[i];
    }
    return List.of(input.withShape(shape));
  }

  /** Reduces an axis to size 1. */
  abstract Value reduced(Value x, int axis);

  /** The maximum along an axis; the first of equal elements receives the gradient. */
  static Value largest(Value x, int axis) {
    long[] window = new long[x.rank() - 2];
    Arrays.fill(window, 1);
    window[axis - 1] = x.size(axis);
    return new Pooling(window, window, false).max(x);
  }

  @Override
  public final Value call(LayerCall call, List<Value> inputs) {
    Value x = inputs.get(0);
    for (int i = 0; i < outputSize.length; i++) {
      x = pooled(x, i + 1, outputSize[i]);
    }
    return x;
  }

  private Value pooled(Value x, int axis, long windows) {
    long size = x.size(axis);
    List<Value> all = new ArrayList<>();
    for (long i = 0; i < windows; i++) {
      long from = i * size / windows;
      long to = -Math.floorDiv(-(i + 1) * size, windows);
      all.add(reduced(x.slice(axis, from, to), axis));
    }
    return all.size() == 1 ? all.get(0) : Value.concat(axis, all);
  }

  @Override
  protected final void describe(Config config) {
    config.put("output_size", outputSize);
    config.put("data_format", "channels_last");
  }
}
