package dev.braid.internal.data.arrays;

import java.nio.LongBuffer;

/** Writes int64 values; fractions are cut. */
final class LongSink implements ArraySink {
  private final LongBuffer out;

  LongSink(LongBuffer out) {
    this.out = out;
  }

  @Override
  public void gap(long size) {
    for (long i = 0; i < size; i++) {
      out.put(0L);
    }
  }

  @Override
  public void leaf(Object leaf, int from, int to) {
    if (leaf instanceof long[] longs) {
      out.put(longs, from, to - from);
    } else if (leaf instanceof int[] ints) {
      for (int i = from; i < to; i++) {
        out.put(ints[i]);
      }
    } else if (leaf instanceof short[] shorts) {
      for (int i = from; i < to; i++) {
        out.put(shorts[i]);
      }
    } else if (leaf instanceof byte[] bytes) {
      for (int i = from; i < to; i++) {
        out.put(bytes[i]);
      }
    } else if (leaf instanceof boolean[] booleans) {
      for (int i = from; i < to; i++) {
        out.put(booleans[i] ? 1L : 0L);
      }
    } else if (leaf instanceof double[] doubles) {
      for (int i = from; i < to; i++) {
        out.put((long) doubles[i]);
      }
    } else if (leaf instanceof float[] floats) {
      for (int i = from; i < to; i++) {
        out.put((long) floats[i]);
      }
    } else {
      throw new IllegalArgumentException("no run of numbers: " + leaf.getClass());
    }
  }
}
