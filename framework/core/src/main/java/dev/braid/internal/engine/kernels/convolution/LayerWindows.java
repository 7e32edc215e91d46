package dev.braid.internal.engine.kernels.convolution;

import dev.braid.Padding;
import dev.braid.internal.compute.WindowGeometry;
import dev.braid.layers.convolutional.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Converts a layer's window to a geometry over images; a sequence is an image of height 1. */
final class LayerWindows {
  private LayerWindows() {}

  /** Returns the geometry for an input, whose first axis is the batch. */
  static WindowGeometry over(INDArray x, Window window, long filters, int groups) {
    Axes axes = new Axes(window);
    for (int i = 0; i < window.rank(); i++) {
      int length = Math.toIntExact(x.size(i + 1));
      int[] zeros = zeros(window, i, length);
      axes.add(window, i, length, zeros[0], zeros[1]);
    }
    return axes.geometry(x.size(0), x.size(-1), filters, groups);
  }

  /**
   * Returns the geometry of the convolution whose input is the output of a transposed one.
   *
   * @param result the input of the transposed convolution
   * @param required the shape of its output, without the batch axis
   * @param before the padding before each axis; that after it may be negative, if the required
   *     output is too large
   */
  static WindowGeometry onto(
      INDArray result, long[] required, Window window, IntToLongFunction before) {
    Axes axes = new Axes(window);
    for (int i = 0; i < window.rank(); i++) {
      long stride = window.strides()[i];
      long needed = (result.size(i + 1) - 1) * stride + window.extent(i);
      long after = needed - required[i] - before.applyAsLong(i);
      boolean isRemainder = after < 0 && -after < stride;
      axes.add(window, i, required[i], before.applyAsLong(i), isRemainder ? 0 : after);
    }
    return axes.geometry(result.size(0), required[window.rank()], result.size(-1), 1);
  }

  /** The sizes of the spatial axes. */
  private static final class Axes {
    private final List<Integer> space = new ArrayList<>();
    private final List<Integer> size = new ArrayList<>();
    private final List<Integer> strides = new ArrayList<>();
    private final List<Integer> dilation = new ArrayList<>();
    private final List<Integer> before = new ArrayList<>();
    private final List<Integer> after = new ArrayList<>();

    Axes(Window window) {
      if (window.rank() == 1) {
        List.of(space, size, strides, dilation).forEach(each -> each.add(1));
        List.of(before, after).forEach(each -> each.add(0));
      }
    }

    void add(Window window, int axis, long length, long zerosBefore, long zerosAfter) {
      space.add(Math.toIntExact(length));
      size.add(Math.toIntExact(window.size()[axis]));
      strides.add(Math.toIntExact(window.strides()[axis]));
      dilation.add(Math.toIntExact(window.dilation()[axis]));
      before.add(Math.toIntExact(zerosBefore));
      after.add(Math.toIntExact(zerosAfter));
    }

    WindowGeometry geometry(long samples, long channels, long filters, int groups) {
      return new WindowGeometry(
          Math.toIntExact(samples),
          List.copyOf(space),
          Math.toIntExact(channels),
          Math.toIntExact(filters),
          groups,
          List.copyOf(size),
          List.copyOf(strides),
          List.copyOf(dilation),
          List.copyOf(before),
          List.copyOf(after));
    }
  }

  /** Returns the padding before and after; if its sum is odd, Keras adds one more after. */
  private static int[] zeros(Window window, int axis, int length) {
    int extent = Math.toIntExact(window.extent(axis));
    int stride = Math.toIntExact(window.strides()[axis]);
    if (window.padding() == Padding.VALID) {
      return new int[2];
    }
    if (window.padding() == Padding.CAUSAL) {
      return new int[] {extent - 1, 0};
    }
    int windows = Math.toIntExact(window.output(axis, length));
    int all = Math.max(0, (windows - 1) * stride + extent - length);
    return new int[] {all / 2, all - all / 2};
  }

  /** Returns the shape of the output. */
  static long[] output(WindowGeometry geometry, int rank) {
    long[] shape = new long[rank + 2];
    shape[0] = geometry.samples();
    for (int i = 0; i < rank; i++) {
      shape[i + 1] = geometry.output(geometry.axes() - rank + i);
    }
    shape[rank + 1] = geometry.filters();
    return shape;
  }

  /** Returns the shape of the input. */
  static long[] input(WindowGeometry geometry, int rank) {
    long[] shape = new long[rank + 2];
    shape[0] = geometry.samples();
    for (int i = 0; i < rank; i++) {
      shape[i + 1] = geometry.space().get(geometry.axes() - rank + i);
    }
    shape[rank + 1] = geometry.channels();
    return shape;
  }
}
