package dev.braid.internal.data.arrays;

import java.nio.FloatBuffer;

/** Writes float32 values. */
final class FloatSink implements ArraySink {
  /** The row length below which rows are gathered, since a call of the buffer costs some values. */
  private static final int MIN_DIRECT_LENGTH = 32;

  private static final int CHUNK_LENGTH = 1 << 12;

  private static final ThreadLocal<float[]> CHUNKS =
      ThreadLocal.withInitial(() -> new float[CHUNK_LENGTH]);

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
  public void rows(float[][] rows, int width) {
    if (width >= MIN_DIRECT_LENGTH) {
      for (float[] row : rows) {
        out.put(row, 0, width);
      }
      return;
    }
    float[] gathered = CHUNKS.get();
    int at = 0;
    for (float[] row : rows) {
      if (at + width > CHUNK_LENGTH) {
        out.put(gathered, 0, at);
        at = 0;
      }
      for (int i = 0; i < width; i++) {
        gathered[at + i] = row[i];
      }
      at += width;
    }
    out.put(gathered, 0, at);
  }

  @Override
  public void leaf(Object leaf, int from, int to) {
    if (leaf instanceof float[] floats) {
      out.put(floats, from, to - from);
      return;
    }
    float[] chunk = CHUNKS.get();
    for (int at = from; at < to; at += CHUNK_LENGTH) {
      int count = Math.min(CHUNK_LENGTH, to - at);
      convert(leaf, at, chunk, count);
      out.put(chunk, 0, count);
    }
  }

  private static void convert(Object leaf, int from, float[] into, int count) {
    if (leaf instanceof double[] doubles) {
      for (int i = 0; i < count; i++) {
        into[i] = (float) doubles[from + i];
      }
    } else if (leaf instanceof int[] ints) {
      for (int i = 0; i < count; i++) {
        into[i] = ints[from + i];
      }
    } else if (leaf instanceof long[] longs) {
      for (int i = 0; i < count; i++) {
        into[i] = longs[from + i];
      }
    } else if (leaf instanceof short[] shorts) {
      for (int i = 0; i < count; i++) {
        into[i] = shorts[from + i];
      }
    } else if (leaf instanceof byte[] bytes) {
      for (int i = 0; i < count; i++) {
        into[i] = bytes[from + i];
      }
    } else if (leaf instanceof boolean[] booleans) {
      for (int i = 0; i < count; i++) {
        into[i] = booleans[from + i] ? 1f : 0f;
      }
    } else {
      throw new IllegalArgumentException("no run of numbers: " + leaf.getClass());
    }
  }
}
