package dev.braid.data.arrays;

import java.nio.FloatBuffer;

/** Writes float32 numbers. */
final class FloatSink implements Sink {
  private final FloatBuffer out;

  FloatSink(FloatBuffer out) {
    this.out = out;
  }

  @Override
  public void gap(long size) {
    for (long i = 0; i < size; i++) {
      out.put(0f);
    }
  }

  @Override
  public void leaf(Object leaf, int from, int to) {
    if (leaf instanceof float[] floats) {
      out.put(floats, from, to - from);
    } else if (leaf instanceof double[] doubles) {
      for (int i = from; i < to; i++) {
        out.put((float) doubles[i]);
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
        out.put(booleans[i] ? 1f : 0f);
      }
    } else {
      throw new IllegalArgumentException("no run of numbers: " + leaf.getClass());
    }
  }
}
