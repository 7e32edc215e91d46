package dev.braid.internal.saving.hdf5;

import dev.braid.internal.saving.archive.HalfFloat;
import dev.braid.saving.FileFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Decodes the bytes of elements to Java arrays. */
final class ElementDecoder {
  private ElementDecoder() {}

  /**
   * Decodes elements.
   *
   * @param heap the heap with strings of variable length
   * @param raw the elements' bytes, which begin at {@code start}
   */
  static Object decode(
      ElementFormat format, GlobalHeapReader heap, byte[] raw, int start, int count)
      throws FileFormatException {
    if (format.type() == H5Type.STRING) {
      heap.chargeStrings(count);
    }
    if (format.variable()) {
      return variableStrings(heap, raw, start, count);
    }
    ByteBuffer in = ByteBuffer.wrap(raw, start, count * format.size()).slice();
    in.order(format.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    return switch (format.type()) {
      case FLOAT16 -> halves(in, count);
      case FLOAT32 -> {
        float[] values = new float[count];
        if (format.isBfloat16()) {
          for (int i = 0; i < count; i++) {
            values[i] = Float.intBitsToFloat(in.getShort() << Short.SIZE);
          }
        } else {
          in.asFloatBuffer().get(values);
        }
        yield values;
      }
      case FLOAT64 -> {
        double[] values = new double[count];
        in.asDoubleBuffer().get(values);
        yield values;
      }
      case INT8, UINT8, INT16, UINT16 -> smallInts(format.type(), in, count);
      case INT32 -> {
        int[] values = new int[count];
        in.asIntBuffer().get(values);
        yield values;
      }
      case UINT32 -> {
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
          values[i] = in.getInt() & 0xffff_ffffL;
        }
        yield values;
      }
      case INT64, UINT64 -> {
        long[] values = new long[count];
        in.asLongBuffer().get(values);
        yield values;
      }
      case BOOL -> {
        boolean[] values = new boolean[count];
        for (int i = 0; i < count; i++) {
          values[i] = in.get() != 0;
        }
        yield values;
      }
      case STRING -> fixedStrings(format, raw, start, count);
    };
  }

  private static float[] halves(ByteBuffer in, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = HalfFloat.toFloat(in.getShort());
    }
    return values;
  }

  private static int[] smallInts(H5Type type, ByteBuffer in, int count) {
    int[] values = new int[count];
    for (int i = 0; i < count; i++) {
      values[i] =
          switch (type) {
            case INT8 -> in.get();
            case UINT8 -> in.get() & 0xff;
            case INT16 -> in.getShort();
            default -> in.getShort() & 0xffff;
          };
    }
    return values;
  }

  private static String[] fixedStrings(ElementFormat format, byte[] raw, int start, int count) {
    String[] values = new String[count];
    for (int i = 0; i < count; i++) {
      int from = start + i * format.size();
      int end = from;
      while (end < from + format.size() && raw[end] != 0) {
        end++;
      }
      String text = new String(raw, from, end - from, StandardCharsets.UTF_8);
      values[i] = format.spacePadded() ? text.stripTrailing() : text;
    }
    return values;
  }

  /** Decodes the references of strings with variable length. */
  private static String[] variableStrings(GlobalHeapReader heap, byte[] raw, int start, int count)
      throws FileFormatException {
    ByteBuffer in = ByteBuffer.wrap(raw, start, count * H5Type.STRING.bytes());
    in.order(ByteOrder.LITTLE_ENDIAN);
    String[] values = new String[count];
    for (int i = 0; i < count; i++) {
      values[i] = heap.text(in.getInt() & 0xffff_ffffL, in.getLong(), in.getInt());
    }
    return values;
  }
}
