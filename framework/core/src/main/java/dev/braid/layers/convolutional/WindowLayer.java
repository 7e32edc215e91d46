package dev.braid.layers.convolutional;

import dev.braid.Padding;
import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.layers.KernelLayer;
import dev.braid.layers.LayerCall;
import dev.braid.layers.SpatialAxes;
import dev.braid.ops.Convolution;
import dev.braid.ops.Value;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A layer whose kernel slides over steps, images or volumes.
 *
 * @param <L> the layer's class
 */
public abstract sealed class WindowLayer<L extends WindowLayer<L>> extends KernelLayer<L>
    permits BaseConv, BaseConvTranspose, BaseDepthwiseConv, BaseSeparableConv {
  private final int rank;
  private Window window;

  /**
   * Creates a layer over a number of spatial axes; the kernel has one number for all axes or one
   * for each.
   */
  WindowLayer(int rank, long... kernel) {
    this.rank = rank;
    long[] ones = SpatialAxes.each(rank, 1);
    this.window = new Window(each("kernel", kernel), ones, ones, Padding.VALID);
  }

  /** The number of spatial axes. */
  public final int rank() {
    return rank;
  }

  public final Window window() {
    return window;
  }

  /** The convolution with the window's geometry. */
  final Convolution convolution() {
    return new Convolution(window.strides(), window.dilation(), window.padding() == Padding.SAME);
  }

  /** The bias of a call, or null. */
  final @Nullable Value biasOf(LayerCall call) {
    return useBias() ? call.weight("bias") : null;
  }

  /** Sets the distance that the window moves: one number for all axes or one for each. */
  public final L strides(long... strides) {
    long[] all = each("strides", strides);
    return withWindow(w -> new Window(w.size(), all, w.dilation(), w.padding()));
  }

  public final L padding(Padding padding) {
    return withWindow(w -> new Window(w.size(), w.strides(), w.dilation(), padding));
  }

  /** Sets the distance between the kernel's elements: one number for all axes or one for each. */
  public final L dilation(long... dilation) {
    long[] all = each("dilation", dilation);
    return withWindow(w -> new Window(w.size(), w.strides(), all, w.padding()));
  }

  private L withWindow(UnaryOperator<Window> change) {
    Window changed = change.apply(window);
    checkWindow(changed);
    return with(copy -> copy.set(changed));
  }

  final void set(Window other) {
    window = other;
  }

  private void checkWindow(Window changed) {
    if (changed.padding() == Padding.CAUSAL && !allowsCausal()) {
      throw optionRefusal("padding", "VALID or SAME, since only conv1d can be causal", "CAUSAL");
    }
    boolean strided = LongStream.of(changed.strides()).anyMatch(stride -> stride > 1);
    boolean dilated = LongStream.of(changed.dilation()).anyMatch(step -> step > 1);
    if (strided && dilated) {
      throw optionRefusal(
          "dilation",
          "1 where strides are above 1",
          Spec.list(changed.dilation()) + " with strides " + Spec.list(changed.strides()));
    }
  }

  /** True if the layer supports causal padding. */
  boolean allowsCausal() {
    return false;
  }

  final long[] each(String option, long... given) {
    long[] all = SpatialAxes.each(rank, given);
    if (all.length != rank) {
      throw optionRefusal(option, "one number or " + rank, Spec.list(given));
    }
    for (long number : all) {
      positive(option, number);
    }
    return all;
  }

  // ---- shapes

  /** The input, with its rank and channels checked. */
  final Spec input(List<Spec> inputs) {
    Spec input = only(inputs, rank + 1, SpatialAxes.meaning(rank));
    features(inputs);
    return input;
  }

  /** The output's shape; rejects inputs that would give an empty output. */
  final Spec slidingOutput(List<Spec> inputs, long channels) {
    Spec input = input(inputs);
    long[] shape = new long[rank + 1];
    for (int axis = 0; axis < rank; axis++) {
      shape[axis] = window.output(axis, input.size(axis));
      if (shape[axis] == 0) {
        throw refusal(
            inputs,
            "a "
                + SpatialAxes.name(rank, axis)
                + " of at least "
                + window.extent(axis)
                + ", which is what its kernel covers",
            emptyAdvice(input));
      }
    }
    shape[rank] = channels;
    return input.withShape(shape).withLast(channels);
  }

  private String emptyAdvice(Spec input) {
    String advice = rankAdvice(input, rank + 1);
    return advice.isEmpty() ? "Use a smaller kernel or padding(SAME)." : advice;
  }

  // ---- configuration

  final void describeWindow(Config config) {
    config.put("kernel_size", window.size());
    config.put("strides", window.strides());
    config.put("padding", window.padding().keras());
  }

  /** Reads the options that all window layers share; the constructor's caller reads the kernel. */
  static <L extends WindowLayer<L>> L read(L made, Config config) {
    SpatialAxes.requireChannelsLast(made.className(), config);
    return made.strides(config.wholes("strides", 1))
        .dilation(config.wholes("dilation_rate", 1))
        .padding(Padding.of(config.text("padding", "valid")));
  }
}
