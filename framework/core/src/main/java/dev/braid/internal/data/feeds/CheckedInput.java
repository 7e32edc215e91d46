package dev.braid.internal.data.feeds;

import dev.braid.layers.HostArray;

/** One array that fits its input: numbers or texts. */
interface CheckedInput {
  /** The samples that an order names, or those in a range where it is null, as they were passed. */
  HostArray host(int[] order, int from, int to);

  /** All sizes of some samples. */
  static long[] sizes(int samples, long... sample) {
    long[] sizes = new long[sample.length + 1];
    sizes[0] = samples;
    System.arraycopy(sample, 0, sizes, 1, sample.length);
    return sizes;
  }
}
