package dev.braid.internal.data.arrays;

import java.nio.IntBuffer;

/** Writes int32 values. */
final class IntSink implements ArraySink {
  private final IntBuffer out;

  IntSink(IntBuffer out) {
    this.out = out;
  }

  @Override
  public void gap(long size) {
    for (long i = 0; i < size; i++) {
      out.put(0);
    }
  }

  @Override
  public void leaf(Object leaf, int from, int to) {
    if (leaf instanceof int[] ints) {
      out.put(ints, from, to - from);
    } else if (leaf instanceof float[] floats) {
      for (int i = from; i < to; i++) {
        out.put((int) floats[i]);
      }
    } else if (leaf instanceof double[] doubles) {
      for (int i = from; i < to; i++) {
        out.put((int) doubles[i]);
      }
    } else if (leaf instanceof long[] longs) {
      for (int i = from; i < to; i++) {
        out.put((int) longs[i]);
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
        out.put(booleans[i] ? 1 : 0);
      }
    } else {
      throw new IllegalArgumentException("no run of numbers: " + leaf.getClass());
    }
  }
}
