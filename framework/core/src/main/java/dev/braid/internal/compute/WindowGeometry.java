package dev.braid.internal.compute;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The geometry of a window that slides over images of (samples, height, width, channels) or over
 * volumes.
 *
 * <p>Lists have one entry for each axis between samples and channels.
 *
 * @param space the size of the input along each axis
 * @param filters the number of output channels
 * @param groups the number of groups of channels that are convolved separately
 * @param before the number of zeros before the start of each axis
 * @param after the number of zeros after the end of each axis
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

  /** Returns the size of the result along an axis. */
  public int output(int axis) {
    int padded = space.get(axis) + before.get(axis) + after.get(axis);
    return (padded - extent(axis)) / strides.get(axis) + 1;
  }

  /** Returns the multiplications of a convolution, or the elements that a pooling reads. */
  long work() {
    long work = (long) samples * filters * (channels / groups);
    for (int i = 0; i < axes(); i++) {
      work *= (long) output(i) * size.get(i);
    }
    return work;
  }

  /** Returns the number of elements of a sample. */
  long inputLength() {
    return product(input()) / samples;
  }

  /** Returns the number of elements of the result of a sample. */
  long outputLength() {
    return product(output()) / samples;
  }

  private static long product(long[] shape) {
    return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
  }

  /** Returns the same geometry for another number of samples. */
  WindowGeometry samples(int count) {
    return new WindowGeometry(
        count, space, channels, filters, groups, size, strides, dilation, before, after);
  }

  /** Returns the length that one window covers along an axis. */
  int extent(int axis) {
    return (size.get(axis) - 1) * dilation.get(axis) + 1;
  }

  /** Returns the same geometry with another size and other padding along an axis. */
  WindowGeometry withAxis(int axis, int length, int zerosBefore, int zerosAfter) {
    return new WindowGeometry(
        samples,
        with(space, axis, length),
        channels,
        filters,
        groups,
        size,
        strides,
        dilation,
        with(before, axis, zerosBefore),
        with(after, axis, zerosAfter));
  }

  private static List<Integer> with(List<Integer> each, int axis, int value) {
    List<Integer> changed = new ArrayList<>(each);
    changed.set(axis, value);
    return List.copyOf(changed);
  }

  static long[] toLongs(List<Integer> each) {
    return each.stream().mapToLong(Integer::longValue).toArray();
  }

  /** Returns the dilation as oneDNN counts it, from 0. */
  long[] dilationFromZero() {
    return dilation.stream().mapToLong(each -> each - 1L).toArray();
  }

  /** Returns the shape of the input in oneDNN's order of axes. */
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

  /** Returns the shape of the kernel; the first axis is that of the groups if there are several. */
  long[] kernel() {
    int leadingAxes = groups > 1 ? 3 : 2;
    long[] shape = new long[axes() + leadingAxes];
    shape[0] = groups;
    shape[leadingAxes - 2] = filters / groups;
    shape[leadingAxes - 1] = channels / groups;
    for (int i = 0; i < axes(); i++) {
      shape[i + leadingAxes] = size.get(i);
    }
    return shape;
  }

  /** Returns the strides of the kernel, which is (height, width, channels, filters). */
  long[] kernelStrides() {
    int leadingAxes = groups > 1 ? 3 : 2;
    long[] strides = new long[axes() + leadingAxes];
    strides[0] = filters / groups;
    strides[leadingAxes - 2] = 1;
    strides[leadingAxes - 1] = filters;
    long step = (long) filters * (channels / groups);
    for (int i = axes() - 1; i >= 0; i--) {
      strides[i + leadingAxes] = step;
      step *= size.get(i);
    }
    return strides;
  }
}
