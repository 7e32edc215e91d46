package dev.braid.internal.saving.onnx;

import dev.braid.Padding;
import dev.braid.layers.convolutional.Window;
import dev.braid.ops.Size;
import dev.braid.ops.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Computes the attributes and shapes of ONNX's convolution and pooling operators.
 *
 * <p>ONNX requires channels first, so arrays are transposed before and after.
 */
final class WindowAttributes {
  private WindowAttributes() {}

  /** Transposes (samples, space…, channels) to (samples, channels, space…). */
  static Value channelsFirst(Value x) {
    int rank = x.rank();
    return x.permute(
        IntStream.range(0, rank).map(i -> i == 0 ? 0 : i == 1 ? rank - 1 : i - 1).toArray());
  }

  /** Transposes (samples, channels, space…) to (samples, space…, channels). */
  static Value channelsLast(Value x) {
    int rank = x.rank();
    return x.permute(
        IntStream.range(0, rank).map(i -> i == 0 ? 0 : i == rank - 1 ? 1 : i + 1).toArray());
  }

  /**
   * Returns the section of a channels-first input that windows cover.
   *
   * <p>If strides are longer than windows, the end of an axis may not be covered. ONNX's automatic
   * padding would then be negative and shift the windows.
   */
  static Value covered(Window window, Value x) {
    Value covered = x;
    for (int axis = 0; axis < window.rank(); axis++) {
      long stride = window.strides()[axis];
      long extent = window.extent(axis);
      if (window.padding() == Padding.SAME && x.shape()[axis + 2] < 0 && stride > extent) {
        Size reach =
            x.sizeOf(axis + 2).minus(Size.of(1)).over(stride).times(stride).plus(Size.of(extent));
        covered = covered.slice(axis + 2, Size.of(0), reach, 1);
      }
    }
    return covered;
  }

  /** Returns the attributes of a window over a channels-first input. */
  static Map<String, Object> attributes(Window window, Value x) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("kernel_shape", window.size());
    attributes.put("strides", window.strides());
    int rank = window.rank();
    if (IntStream.range(0, rank).anyMatch(axis -> window.dilation()[axis] > 1)) {
      attributes.put("dilations", window.dilation());
    }
    if (window.padding() == Padding.VALID) {
      return attributes;
    }
    long[] pads = new long[2 * rank];
    for (int axis = 0; axis < rank; axis++) {
      long padding = totalPadding(window, axis, x.shape()[axis + 2]);
      if (padding < 0) {
        attributes.put("auto_pad", "SAME_UPPER");
        return attributes;
      }
      pads[axis] = window.padding() == Padding.CAUSAL ? window.extent(axis) - 1 : padding / 2;
      pads[rank + axis] = window.padding() == Padding.CAUSAL ? 0 : padding - padding / 2;
    }
    attributes.put("pads", pads);
    return attributes;
  }

  /** Returns the total padding of an axis; -1 if it depends on an unknown size. */
  private static long totalPadding(Window window, int axis, long size) {
    long stride = window.strides()[axis];
    if (stride == 1 || window.padding() == Padding.CAUSAL) {
      return window.extent(axis) - 1;
    }
    return size < 0
        ? -1
        : Math.max((window.output(axis, size) - 1) * stride + window.extent(axis) - size, 0);
  }

  /** Returns the output shape of a window over a channels-first input. */
  static long[] shape(Window window, Value x, long channels) {
    long[] shape = x.shape();
    shape[1] = channels;
    for (int axis = 0; axis < window.rank(); axis++) {
      long size = shape[axis + 2];
      shape[axis + 2] = size < 0 ? -1 : window.output(axis, size);
    }
    return shape;
  }
}
