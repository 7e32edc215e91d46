package dev.braid.internal.saving.hdf5;

import dev.braid.internal.saving.archive.HalfFloat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Encodes Java arrays to the bytes of elements. */
final class ElementEncoder {
  private ElementEncoder() {}

  /** Writes all elements; strings become references to the global heap. */
  static void write(H5Dataset dataset, GlobalHeapWriter strings, ByteSink sink) {
    if (dataset.values() instanceof String[] texts) {
      for (int i = 0; i < texts.length; i++) {
        strings.writeReference(sink);
      }
      return;
    }
    long bytes = (long) dataset.size() * dataset.type().bytes();
    if (bytes > Integer.MAX_VALUE - 16) {
      throw new IllegalArgumentException("an array of " + bytes + " bytes cannot be written");
    }
    ByteBuffer out = ByteBuffer.allocate((int) bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (dataset.values() instanceof float[] values) {
      putFloats(dataset.type(), values, out);
    } else if (dataset.values() instanceof double[] values) {
      out.asDoubleBuffer().put(values);
    } else if (dataset.values() instanceof boolean[] values) {
      for (boolean value : values) {
        out.put((byte) (value ? 1 : 0));
      }
    } else if (dataset.values() instanceof int[] values) {
      for (int value : values) {
        putInteger(dataset.type(), value, out);
      }
    } else if (dataset.values() instanceof long[] values) {
      for (long value : values) {
        putInteger(dataset.type(), value, out);
      }
    }
    sink.raw(out.array());
  }

  private static void putFloats(H5Type type, float[] values, ByteBuffer out) {
    if (type == H5Type.FLOAT32) {
      out.asFloatBuffer().put(values);
      return;
    }
    for (float value : values) {
      out.putShort(HalfFloat.fromFloat(value));
    }
  }

  private static void putInteger(H5Type type, long value, ByteBuffer out) {
    switch (type.bytes()) {
      case 1 -> out.put((byte) value);
      case 2 -> out.putShort((short) value);
      case 4 -> out.putInt((int) value);
      default -> out.putLong(value);
    }
  }
}
