package dev.braid.engine.kernels.fast;

import dev.braid.Padding;
import dev.braid.engine.fast.Sliding;
import dev.braid.engine.fast.Sliding.Pair;
import dev.braid.layers.convolutional.Window;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Turns a layer's window into one over pictures: a sequence is a picture of height 1. */
final class Windows {
  private Windows() {}

  /** The window on this input, of rank 3 or 4 with the batch. */
  static Sliding over(INDArray x, Window window, long filters) {
    boolean flat = window.rank() == 1;
    int last = x.rank() - 1;
    int height = flat ? 1 : Math.toIntExact(x.size(1));
    int width = Math.toIntExact(x.size(last - 1));
    int across = window.rank() - 1;
    int[] down = flat ? new int[2] : zeros(window, 0, height);
    int[] aside = zeros(window, across, width);
    return new Sliding(
        Math.toIntExact(x.size(0)),
        height,
        width,
        Math.toIntExact(x.size(last)),
        Math.toIntExact(filters),
        pair(window.size(), flat),
        pair(window.strides(), flat),
        pair(window.dilation(), flat),
        new Pair(down[0], aside[0]),
        new Pair(down[1], aside[1]));
  }

  private static Pair pair(long[] numbers, boolean flat) {
    int last = Math.toIntExact(numbers[numbers.length - 1]);
    return new Pair(flat ? 1 : Math.toIntExact(numbers[0]), last);
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
    return rank == 1
        ? new long[] {sliding.samples(), sliding.outputWidth(), sliding.filters()}
        : new long[] {
          sliding.samples(), sliding.outputHeight(), sliding.outputWidth(), sliding.filters()
        };
  }
}
