package dev.braid.internal.compute;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The geometry of a window that slides over images of (samples, height, width, channels), or over
 * volumes.
 *
 * <p>Lists have a number for each axis between samples and channels.
 *
 * @param filters the number of output channels
 * @param groups the number of groups of channels that are convolved separately
 * @param before zeros at the beginning of each axis
 * @param after zeros at its end
 */
public record WindowGeometry(
    int samples,
    List<Integer> space,
    int channels,
    int filters,
    int groups,
    List<Integer> size,
    List<Integer> strides,
    List<Integer> dilation,
    List<Integer> before,
    List<Integer> after) {

  public int axes() {
    return space.size();
  }

  /** The size of the result along an axis. */
  public int output(int axis) {
    int room = space.get(axis) + before.get(axis) + after.get(axis);
    return (room - extent(axis)) / strides.get(axis) + 1;
  }

  /** Multiplications of a convolution, or elements that a pooling looks at. */
  long work() {
    long work = (long) samples * filters * (channels / groups);
    for (int i = 0; i < axes(); i++) {
      work *= (long) output(i) * size.get(i);
    }
    return work;
  }

  /** The number of elements of a sample. */
  long inputLength() {
    return product(input()) / samples;
  }

  /** The number of elements of the result of a sample. */
  long outputLength() {
    return product(output()) / samples;
  }

  private static long product(long[] shape) {
    return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
  }

  /** The same geometry for another number of samples. */
  WindowGeometry samples(int count) {
    return new WindowGeometry(
        count, space, channels, filters, groups, size, strides, dilation, before, after);
  }

  /** How far one window reaches along an axis. */
  int extent(int axis) {
    return (size.get(axis) - 1) * dilation.get(axis) + 1;
  }

  /** The same geometry with another size and other padding along an axis. */
  WindowGeometry withAxis(int axis, int places, int zerosBefore, int zerosAfter) {
    return new WindowGeometry(
        samples,
        with(space, axis, places),
        channels,
        filters,
        groups,
        size,
        strides,
        dilation,
        with(before, axis, zerosBefore),
        with(after, axis, zerosAfter));
  }

  private static List<Integer> with(List<Integer> each, int axis, int number) {
    List<Integer> changed = new ArrayList<>(each);
    changed.set(axis, number);
    return List.copyOf(changed);
  }

  static long[] toLongs(List<Integer> each) {
    return each.stream().mapToLong(Integer::longValue).toArray();
  }

  /** As oneDNN counts dilation: from 0. */
  long[] dilationFromZero() {
    return dilation.stream().mapToLong(each -> each - 1L).toArray();
  }

  /** In oneDNN's order of axes. */
  long[] input() {
    long[] shape = new long[axes() + 2];
    shape[0] = samples;
    shape[1] = channels;
    for (int i = 0; i < axes(); i++) {
      shape[i + 2] = space.get(i);
    }
    return shape;
  }

  long[] output() {
    long[] shape = new long[axes() + 2];
    shape[0] = samples;
    shape[1] = filters;
    for (int i = 0; i < axes(); i++) {
      shape[i + 2] = output(i);
    }
    return shape;
  }

  /** Groups first where there are several. */
  long[] kernel() {
    int lead = groups > 1 ? 3 : 2;
    long[] shape = new long[axes() + lead];
    shape[0] = groups;
    shape[lead - 2] = filters / groups;
    shape[lead - 1] = channels / groups;
    for (int i = 0; i < axes(); i++) {
      shape[i + lead] = size.get(i);
    }
    return shape;
  }

  /** The strides of the kernel, which is (height, width, channels, filters). */
  long[] kernelStrides() {
    int lead = groups > 1 ? 3 : 2;
    long[] strides = new long[axes() + lead];
    strides[0] = filters / groups;
    strides[lead - 2] = 1;
    strides[lead - 1] = filters;
    long step = (long) filters * (channels / groups);
    for (int i = axes() - 1; i >= 0; i--) {
      strides[i + lead] = step;
      step *= size.get(i);
    }
    return strides;
  }
}
