package dev.braid.engine.kernels.fast;

import dev.braid.Padding;
import dev.braid.engine.fast.Sliding;
import dev.braid.layers.convolutional.Window;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Turns a layer's window into one over pictures: a sequence is a picture of height 1. */
final class Windows {
  private Windows() {}

  /** The window on this input, whose first axis is the batch. */
  static Sliding over(INDArray x, Window window, long filters, int groups) {
    List<Integer> space = new ArrayList<>();
    List<Integer> size = new ArrayList<>();
    List<Integer> strides = new ArrayList<>();
    List<Integer> dilation = new ArrayList<>();
    List<Integer> before = new ArrayList<>();
    List<Integer> after = new ArrayList<>();
    if (window.rank() == 1) {
      List.of(space, size, strides, dilation).forEach(each -> each.add(1));
      List.of(before, after).forEach(each -> each.add(0));
    }
    for (int i = 0; i < window.rank(); i++) {
      int length = Math.toIntExact(x.size(i + 1));
      int[] zeros = zeros(window, i, length);
      space.add(length);
      size.add(Math.toIntExact(window.size()[i]));
      strides.add(Math.toIntExact(window.strides()[i]));
      dilation.add(Math.toIntExact(window.dilation()[i]));
      before.add(zeros[0]);
      after.add(zeros[1]);
    }
    return new Sliding(
        Math.toIntExact(x.size(0)),
        List.copyOf(space),
        Math.toIntExact(x.size(-1)),
        Math.toIntExact(filters),
        groups,
        List.copyOf(size),
        List.copyOf(strides),
        List.copyOf(dilation),
        List.copyOf(before),
        List.copyOf(after));
  }

  /** Zeros before and after: where they are odd in number, Keras puts one more after. */
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

  /** The shape of what comes out. */
  static long[] output(Sliding sliding, int rank) {
    long[] shape = new long[rank + 2];
    shape[0] = sliding.samples();
    for (int i = 0; i < rank; i++) {
      shape[i + 1] = sliding.output(sliding.axes() - rank + i);
    }
    shape[rank + 1] = sliding.filters();
    return shape;
  }
}
