package dev.braid.saving.onnx;

import dev.braid.Padding;
import dev.braid.layers.convolutional.Window;
import dev.braid.ops.Size;
import dev.braid.ops.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Where windows stand.
 *
 * <p>ONNX has the channels behind the batch axis, so arrays are turned before and after.
 */
final class Windows {
  private Windows() {}

  /** (samples, space…, channels) to (samples, channels, space…). */
  static Value channelsFirst(Value x) {
    int rank = x.rank();
    return x.permute(
        IntStream.range(0, rank).map(i -> i == 0 ? 0 : i == 1 ? rank - 1 : i - 1).toArray());
  }

  /** The way back. */
  static Value channelsLast(Value x) {
    int rank = x.rank();
    return x.permute(
        IntStream.range(0, rank).map(i -> i == 0 ? 0 : i == rank - 1 ? 1 : i + 1).toArray());
  }

  /**
   * The part of an input with its channels first that windows cover.
   *
   * <p>Where strides are longer than windows, the end of an axis may be left out. ONNX's automatic
   * padding would be negative there, and move the windows.
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

  /** The attributes of a window that slides over an input with its channels first. */
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
      long around = around(window, axis, x.shape()[axis + 2]);
      if (around < 0) {
        attributes.put("auto_pad", "SAME_UPPER");
        return attributes;
      }
      pads[axis] = window.padding() == Padding.CAUSAL ? window.extent(axis) - 1 : around / 2;
      pads[rank + axis] = window.padding() == Padding.CAUSAL ? 0 : around - around / 2;
    }
    attributes.put("pads", pads);
    return attributes;
  }

  /** How many zeros stand around an axis; -1 where that depends on a size that may vary. */
  private static long around(Window window, int axis, long size) {
    long stride = window.strides()[axis];
    if (stride == 1 || window.padding() == Padding.CAUSAL) {
      return window.extent(axis) - 1;
    }
    return size < 0
        ? -1
        : Math.max((window.output(axis, size) - 1) * stride + window.extent(axis) - size, 0);
  }

  /** The shape of what a window that slides over an input with its channels first gives. */
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
