package dev.braid.layers.convolutional;

import dev.braid.Padding;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.graph.Spec;
import dev.braid.internal.shapes.Sizes;
import java.util.Arrays;

/**
 * The geometry of a window that slides over an input, one number for each axis.
 *
 * @param size its number of elements
 * @param strides the distance it moves
 * @param dilation the distance between its elements
 * @param padding the handling of the edges
 */
public record Window(long[] size, long[] strides, long[] dilation, Padding padding) {
  public Window {
    size = size.clone();
    strides = strides.clone();
    dilation = dilation.clone();
    checkAll("size", size);
    checkAll("strides", strides);
    checkAll("dilation", dilation);
  }

  private static void checkAll(String option, long... values) {
    for (long value : values) {
      if (value > Integer.MAX_VALUE) {
        throw StructureException.of(
            "The window of a layer cannot be made",
            new Problem(
                "layer-option",
                option,
                "at most " + Integer.MAX_VALUE + ", the limit of the operations",
                "received " + value,
                ""));
      }
    }
  }

  public int rank() {
    return size.length;
  }

  /** The distance from the first to the last element of the window, both included. */
  public long extent(int axis) {
    return Sizes.sum(Sizes.product(size[axis] - 1, dilation[axis]), 1);
  }

  /** The output's size along an axis: 0 if no window fits, -1 if the input's may vary. */
  public long output(int axis, long length) {
    if (length == Spec.ANY) {
      return Spec.ANY;
    }
    if (padding != Padding.VALID) {
      return length == 0 ? 0 : (length - 1) / strides[axis] + 1;
    }
    return length < extent(axis) ? 0 : (length - extent(axis)) / strides[axis] + 1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Window window
        && Arrays.equals(size, window.size)
        && Arrays.equals(strides, window.strides)
        && Arrays.equals(dilation, window.dilation)
        && padding == window.padding;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(size) * 31 + Arrays.hashCode(strides);
  }
}
