package dev.braid.internal.data.arrays;

import java.nio.DoubleBuffer;

/** Writes float64 values. */
final class DoubleSink implements ArraySink {
  private final DoubleBuffer out;

  DoubleSink(DoubleBuffer out) {
    this.out = out;
  }

  @Override
  public void gap(long size) {
    for (long i = 0; i < size; i++) {
      out.put(0d);
    }
  }

  @Override
  public void leaf(Object leaf, int from, int to) {
    if (leaf instanceof double[] doubles) {
      out.put(doubles, from, to - from);
    } else if (leaf instanceof float[] floats) {
      for (int i = from; i < to; i++) {
        out.put(floats[i]);
      }
    } else if (leaf instanceof int[] ints) {
      for (int i = from; i < to; i++) {
        out.put(ints[i]);
      }
    } else if (leaf instanceof long[] longs) {
      for (int i = from; i < to; i++) {
        out.put(longs[i]);
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
        out.put(booleans[i] ? 1d : 0d);
      }
    } else {
      throw new IllegalArgumentException("no run of numbers: " + leaf.getClass());
    }
  }
}
