package dev.braid.layers.pooling;

import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.layers.BaseLayer;
import dev.braid.layers.LayerCall;
import dev.braid.layers.SpatialAxes;
import dev.braid.ops.Value;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A layer that reduces each channel to one value.
 *
 * @param <L> the layer's class
 */
public abstract sealed class BaseGlobalPooling<L extends BaseGlobalPooling<L>> extends BaseLayer<L>
    permits GlobalAveragePooling1D,
        GlobalAveragePooling2D,
        GlobalAveragePooling3D,
        GlobalMaxPooling1D,
        GlobalMaxPooling2D,
        GlobalMaxPooling3D {
  private final int rank;
  private boolean keepdims;

  BaseGlobalPooling(int rank) {
    this.rank = rank;
  }

  /** Applies the configuration to a layer. */
  static <L extends BaseGlobalPooling<L>> L read(L made, Config config) {
    SpatialAxes.requireChannelsLast(made.className(), config);
    return made.keepdims(config.flag("keepdims", false));
  }

  /** The number of spatial axes. */
  public final int rank() {
    return rank;
  }

  public final boolean keepdims() {
    return keepdims;
  }

  /** Keeps the spatial axes with size 1. */
  public final L keepdims(boolean on) {
    return with(copy -> copy.set(on));
  }

  final void set(boolean on) {
    keepdims = on;
  }

  @Override
  public final List<Spec> outputs(List<Spec> inputs) {
    Spec input = only(inputs, rank + 1, SpatialAxes.meaning(rank));
    long[] shape = SpatialAxes.each(keepdims ? rank + 1 : 1, 1);
    shape[shape.length - 1] = input.last();
    return List.of(input.withShape(shape));
  }

  /**
   * Reduces each channel.
   *
   * @param mask of the steps; null if none is padding
   * @param axes the spatial ones
   */
  abstract Value pooled(Value x, @Nullable Value mask, int... axes);

  @Override
  public final Value call(LayerCall call, List<Value> inputs) {
    int[] axes = IntStream.rangeClosed(1, rank).toArray();
    return pooled(inputs.get(0), call.mask(0), axes);
  }

  @Override
  protected final void describe(Config config) {
    config.put("data_format", "channels_last");
    config.put("keepdims", keepdims);
  }
}
