package dev.braid.layers.pooling;

import dev.braid.Padding;
import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.layers.BaseLayer;
import dev.braid.layers.LayerCall;
import dev.braid.layers.SpatialAxes;
import dev.braid.layers.convolutional.Window;
import dev.braid.ops.Pooling;
import dev.braid.ops.Value;
import java.util.Arrays;
import java.util.List;

/**
 * A layer that reduces each window to one value, channel by channel.
 *
 * @param <L> the layer's class
 */
public abstract sealed class BasePooling<L extends BasePooling<L>> extends BaseLayer<L>
    permits AveragePooling1D,
        AveragePooling2D,
        AveragePooling3D,
        MaxPooling1D,
        MaxPooling2D,
        MaxPooling3D {
  private final int rank;
  private final long[] poolSize;
  private long[] strides;
  private Padding padding = Padding.VALID;

  /**
   * Creates the layer with a window of one size for all axes or one for each; by default it moves
   * by its size.
   */
  BasePooling(int rank, long... poolSize) {
    this.rank = rank;
    this.poolSize = each("pool size", poolSize);
    this.strides = this.poolSize;
  }

  /** Applies the configuration to a layer. */
  static <L extends BasePooling<L>> L read(L made, Config config) {
    SpatialAxes.requireChannelsLast(made.className(), config);
    L padded = made.padding(Padding.of(config.text("padding", "valid")));
    return config.get("strides") == null ? padded : padded.strides(config.wholes("strides"));
  }

  /** The number of spatial axes. */
  public final int rank() {
    return rank;
  }

  public final Window window() {
    return new Window(poolSize, strides, SpatialAxes.each(rank, 1), padding);
  }

  /** Sets the distance that the window moves: one number for all axes or one for each. */
  public final L strides(long... strides) {
    long[] all = each("strides", strides);
    return with(copy -> copy.set().strides = all);
  }

  public final L padding(Padding padding) {
    if (padding == Padding.CAUSAL) {
      throw optionRefusal("padding", "VALID or SAME, since only conv1d can be causal", "CAUSAL");
    }
    return with(copy -> copy.set().padding = padding);
  }

  /** Gives access to the private fields through the class that declares them. */
  final BasePooling<L> set() {
    return this;
  }

  private long[] each(String option, long... given) {
    long[] all = SpatialAxes.each(rank, given);
    if (all.length != rank) {
      throw optionRefusal(option, "one number or " + rank, Spec.list(given));
    }
    for (long number : all) {
      positive(option, number);
    }
    return all;
  }

  @Override
  public final List<Spec> outputs(List<Spec> inputs) {
    Spec input = only(inputs, rank + 1, SpatialAxes.meaning(rank));
    long[] shape = input.shape().clone();
    for (int axis = 0; axis < rank; axis++) {
      shape[axis] = window().output(axis, shape[axis]);
      if (shape[axis] == 0) {
        String advice = rankAdvice(input, rank + 1);
        throw refusal(
            inputs,
            "a "
                + SpatialAxes.name(rank, axis)
                + " of at least "
                + poolSize[axis]
                + ", which is its pool size",
            advice.isEmpty() ? "Use a smaller pool size or padding(SAME)." : advice);
      }
    }
    return List.of(input.withShape(shape));
  }

  /** Reduces the windows. */
  abstract Value pooled(Pooling pooling, Value x);

  @Override
  public final Value call(LayerCall call, List<Value> inputs) {
    outputs(specs(inputs));
    return pooled(new Pooling(poolSize, strides, padding == Padding.SAME), inputs.get(0));
  }

  @Override
  protected final void describe(Config config) {
    config.put("pool_size", Arrays.copyOf(poolSize, rank));
    config.put("padding", padding.keras());
    config.put("strides", strides);
    config.put("data_format", "channels_last");
  }
}
