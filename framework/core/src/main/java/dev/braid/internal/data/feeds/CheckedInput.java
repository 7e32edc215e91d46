package dev.braid.internal.data.feeds;

import dev.braid.layers.HostArray;

/** One array that fits its input: numbers or texts. */
interface CheckedInput {
  /** Returns samples in a given order, or a range if the order is null, as they were passed. */
  HostArray host(int[] order, int from, int to);

  /** Returns the shape of a number of samples. */
  static long[] sizes(int samples, long... sample) {
    long[] sizes = new long[sample.length + 1];
    sizes[0] = samples;
    System.arraycopy(sample, 0, sizes, 1, sample.length);
    return sizes;
  }
}
