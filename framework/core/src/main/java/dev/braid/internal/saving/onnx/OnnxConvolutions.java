package dev.braid.internal.saving.onnx;

import dev.braid.Padding;
import dev.braid.layers.convolutional.Window;
import dev.braid.ops.Convolution;
import dev.braid.ops.Pooling;
import dev.braid.ops.Value;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** Writes convolution and pooling operations, for which ONNX requires channels first. */
final class OnnxConvolutions {
  private OnnxConvolutions() {}

  static Value convolve(Convolution convolution, Value x, Value kernel, Value bias) {
    long[] shape = kernel.shape();
    return slide(window(convolution, shape), x, lastTwoFirst(kernel), bias, 1);
  }

  static Value depthwise(Convolution convolution, Value x, Value kernel, Value bias) {
    long[] shape = kernel.shape();
    int space = shape.length - 2;
    long channels = shape[space];
    // (space…, channels, multiplier) to (channels · multiplier, 1, space…)
    int[] order =
        IntStream.concat(IntStream.of(space, space + 1), IntStream.range(0, space)).toArray();
    long[] each = new long[space + 2];
    each[0] = channels * shape[space + 1];
    each[1] = 1;
    System.arraycopy(shape, 0, each, 2, space);
    Value kernels = kernel.permute(order).reshape(each);
    return slide(window(convolution, shape), x, kernels, bias, channels);
  }

  private static Window window(Convolution convolution, long... kernel) {
    return new Window(
        Arrays.copyOf(kernel, kernel.length - 2),
        convolution.strides(),
        convolution.dilation(),
        convolution.same() ? Padding.SAME : Padding.VALID);
  }

  private static Value slide(Window window, Value x, Value kernel, Value bias, long groups) {
    OnnxValue from =
        OnnxValue.of(WindowAttributes.covered(window, WindowAttributes.channelsFirst(x)));
    Map<String, Object> attributes = WindowAttributes.attributes(window, from);
    attributes.put("group", groups);
    long[] shape = WindowAttributes.shape(window, from, kernel.size(0));
    return WindowAttributes.channelsLast(from.to("Conv", attributes, shape, kernel, bias));
  }

  /** Permutes (space…, inputs, outputs) to (outputs, inputs, space…). */
  private static Value lastTwoFirst(Value kernel) {
    int space = kernel.rank() - 2;
    return kernel.permute(
        IntStream.concat(IntStream.of(space + 1, space), IntStream.range(0, space)).toArray());
  }

  static Value transposed(Convolution convolution, Value x, Value kernel) {
    OnnxValue from = OnnxValue.of(WindowAttributes.channelsFirst(x));
    Window window = window(convolution, kernel.shape());
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("kernel_shape", window.size());
    attributes.put("strides", window.strides());
    attributes.put("dilations", window.dilation());
    long[] shape = from.shape();
    shape[1] = kernel.size(-2);
    for (int axis = 0; axis < window.rank(); axis++) {
      long size = shape[axis + 2];
      shape[axis + 2] = size < 0 ? -1 : (size - 1) * window.strides()[axis] + window.extent(axis);
    }
    return WindowAttributes.channelsLast(
        from.to("ConvTranspose", attributes, shape, lastTwoFirst(kernel)));
  }

  /** Writes a pooling; padding is excluded from averages, which is ONNX's default. */
  static Value pool(Pooling pooling, boolean largest, Value x) {
    long[] ones = new long[pooling.size().length];
    Arrays.fill(ones, 1);
    Window window =
        new Window(
            pooling.size(), pooling.strides(), ones, pooling.same() ? Padding.SAME : Padding.VALID);
    OnnxValue from =
        OnnxValue.of(WindowAttributes.covered(window, WindowAttributes.channelsFirst(x)));
    return WindowAttributes.channelsLast(
        from.to(
            largest ? "MaxPool" : "AveragePool",
            WindowAttributes.attributes(window, from),
            WindowAttributes.shape(window, from, from.size(1))));
  }
}
