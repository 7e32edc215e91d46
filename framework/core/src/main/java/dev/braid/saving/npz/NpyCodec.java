package dev.braid.saving.npz;

import dev.braid.internal.saving.archive.FileSizeCheck;
import dev.braid.internal.saving.archive.HalfFloat;
import dev.braid.internal.saving.archive.HeapCheck;
import dev.braid.saving.FileFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decodes and encodes single NumPy arrays ({@code .npy}). */
final class NpyCodec {
  private static final int ALIGNMENT = 64;
  private static final int PREFIX_BYTES = 10;

  private NpyCodec() {}

  /** Decodes an array; {@code name} is its name in messages. */
  static NpyArray decode(byte[] bytes, String name) throws IOException {
    NpyHeader header = NpyHeader.read(bytes, name);
    long count = header.count(name);
    long expected = count * header.type().bytes();
    int present = bytes.length - header.end();
    if (expected != present) {
      throw FileFormatException.damaged(
          name, "expected " + expected + " bytes of values, received " + present);
    }
    HeapCheck.require(name, (double) count * header.type().javaBytes());
    ByteBuffer in = ByteBuffer.wrap(bytes, header.end(), present).slice();
    in.order(header.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    int[] indices = header.fortran() ? rowMajorIndices(header.shape(), (int) count) : null;
    return new NpyArray(header.shape(), header.type(), values(header.type(), in, indices));
  }

  /** Returns for each element in column-major order its index in row-major order. */
  private static int[] rowMajorIndices(int[] shape, int count) {
    int[] strides = new int[shape.length];
    int stride = 1;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= shape[axis];
    }
    int[] indices = new int[count];
    int[] index = new int[shape.length];
    int position = 0;
    for (int i = 0; i < count; i++) {
      indices[i] = position;
      for (int axis = 0; axis < shape.length; axis++) {
        position += strides[axis];
        if (++index[axis] < shape[axis]) {
          break;
        }
        position -= strides[axis] * shape[axis];
        index[axis] = 0;
      }
    }
    return indices;
  }

  private static Object values(NpyType type, ByteBuffer in, int @Nullable [] indices) {
    int count = in.remaining() / type.bytes();
    if (type.arrayClass() == float[].class) {
      float[] values = new float[count];
      for (int i = 0; i < count; i++) {
        values[index(indices, i)] =
            type == NpyType.FLOAT16 ? HalfFloat.toFloat(in.getShort()) : in.getFloat();
      }
      return values;
    }
    if (type.arrayClass() == double[].class) {
      double[] values = new double[count];
      for (int i = 0; i < count; i++) {
        values[index(indices, i)] = in.getDouble();
      }
      return values;
    }
    if (type.arrayClass() == boolean[].class) {
      boolean[] values = new boolean[count];
      for (int i = 0; i < count; i++) {
        values[index(indices, i)] = in.get() != 0;
      }
      return values;
    }
    if (type.arrayClass() == int[].class) {
      int[] values = new int[count];
      for (int i = 0; i < count; i++) {
        values[index(indices, i)] = (int) integer(type, in);
      }
      return values;
    }
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      values[index(indices, i)] = integer(type, in);
    }
    return values;
  }

  private static int index(int @Nullable [] indices, int i) {
    return indices == null ? i : indices[i];
  }

  private static long integer(NpyType type, ByteBuffer in) {
    return switch (type) {
      case INT8 -> in.get();
      case UINT8 -> in.get() & 0xff;
      case INT16 -> in.getShort();
      case UINT16 -> in.getShort() & 0xffff;
      case INT32 -> in.getInt();
      case UINT32 -> in.getInt() & 0xffff_ffffL;
      default -> in.getLong();
    };
  }

  /** Refuses an array that exceeds the size limit of a file. */
  static void checkSize(String call, String name, NpyType type, long elements) {
    FileSizeCheck.check(
        call, name, "values", (double) elements * type.bytes(), 1, "Split it into several arrays.");
  }

  /** Encodes an array as NumPy does: little-endian, row-major, version 1. */
  static byte[] encode(NpyArray array) {
    String dims =
        Arrays.stream(array.shape()).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    String order = array.type().bytes() == 1 ? "|" : "<";
    String header =
        "{'descr': '"
            + order
            + array.type().code()
            + "', 'fortran_order': False, 'shape': ("
            + dims
            + (array.shape().length == 1 ? "," : "")
            + "), }";
    int used = PREFIX_BYTES + header.length() + 1;
    header += " ".repeat((ALIGNMENT - used % ALIGNMENT) % ALIGNMENT) + "\n";
    int bodyBytes = Math.multiplyExact(array.size(), array.type().bytes());
    ByteBuffer out =
        ByteBuffer.allocate(Math.addExact(PREFIX_BYTES + header.length(), bodyBytes))
            .order(ByteOrder.LITTLE_ENDIAN);
    out.put("\u0093NUMPY\u0001\0".getBytes(StandardCharsets.ISO_8859_1));
    out.putShort((short) header.length());
    out.put(header.getBytes(StandardCharsets.ISO_8859_1));
    putValues(array, out);
    return out.array();
  }

  private static void putValues(NpyArray array, ByteBuffer out) {
    if (array.values() instanceof float[] values) {
      for (float value : values) {
        if (array.type() == NpyType.FLOAT16) {
          out.putShort(HalfFloat.fromFloat(value));
        } else {
          out.putFloat(value);
        }
      }
    } else if (array.values() instanceof double[] values) {
      out.asDoubleBuffer().put(values);
    } else if (array.values() instanceof boolean[] values) {
      for (boolean value : values) {
        out.put((byte) (value ? 1 : 0));
      }
    } else if (array.values() instanceof int[] values) {
      for (int value : values) {
        putInteger(array.type(), value, out);
      }
    } else if (array.values() instanceof long[] values) {
      for (long value : values) {
        putInteger(array.type(), value, out);
      }
    }
  }

  private static void putInteger(NpyType type, long value, ByteBuffer out) {
    switch (type.bytes()) {
      case 1 -> out.put((byte) value);
      case 2 -> out.putShort((short) value);
      case 4 -> out.putInt((int) value);
      default -> out.putLong(value);
    }
  }
}
