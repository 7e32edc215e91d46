package dev.braid.saving.npz;

import dev.braid.saving.FileFormatException;
import dev.braid.saving.FileSize;
import dev.braid.saving.HalfFloat;
import dev.braid.saving.archive.HeapCheck;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Decodes and encodes single NumPy arrays ({@code .npy}). */
final class Npy {
  private static final int ALIGNMENT = 64;
  private static final int PREFIX_BYTES = 10;

  private Npy() {}

  /** Decodes an array; {@code name} is what messages call it. */
  static NpyArray decode(byte[] bytes, String name) throws IOException {
    NpyHeader header = NpyHeader.read(bytes, name);
    long count = header.count(name);
    long wanted = count * header.type().bytes();
    int present = bytes.length - header.end();
    if (wanted != present) {
      throw FileFormatException.damaged(
          name, "its values should take " + wanted + " bytes, there are " + present);
    }
    HeapCheck.require(name, (double) count * header.type().javaBytes());
    ByteBuffer in = ByteBuffer.wrap(bytes, header.end(), present).slice();
    in.order(header.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    int[] places = header.fortran() ? rowMajorPlaces(header.shape(), (int) count) : null;
    return new NpyArray(header.shape(), header.type(), values(header.type(), in, places));
  }

  /** For each element in column-major order, its place in row-major order. */
  private static int[] rowMajorPlaces(int[] shape, int count) {
    int[] strides = new int[shape.length];
    int stride = 1;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= shape[axis];
    }
    int[] places = new int[count];
    int[] index = new int[shape.length];
    int place = 0;
    for (int i = 0; i < count; i++) {
      places[i] = place;
      for (int axis = 0; axis < shape.length; axis++) {
        place += strides[axis];
        if (++index[axis] < shape[axis]) {
          break;
        }
        place -= strides[axis] * shape[axis];
        index[axis] = 0;
      }
    }
    return places;
  }

  private static Object values(NpyType type, ByteBuffer in, int[] places) {
    int count = in.remaining() / type.bytes();
    if (type.arrayClass() == float[].class) {
      float[] values = new float[count];
      for (int i = 0; i < count; i++) {
        values[place(places, i)] =
            type == NpyType.FLOAT16 ? HalfFloat.toFloat(in.getShort()) : in.getFloat();
      }
      return values;
    }
    if (type.arrayClass() == double[].class) {
      double[] values = new double[count];
      for (int i = 0; i < count; i++) {
        values[place(places, i)] = in.getDouble();
      }
      return values;
    }
    if (type.arrayClass() == boolean[].class) {
      boolean[] values = new boolean[count];
      for (int i = 0; i < count; i++) {
        values[place(places, i)] = in.get() != 0;
      }
      return values;
    }
    if (type.arrayClass() == int[].class) {
      int[] values = new int[count];
      for (int i = 0; i < count; i++) {
        values[place(places, i)] = (int) whole(type, in);
      }
      return values;
    }
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      values[place(places, i)] = whole(type, in);
    }
    return values;
  }

  private static int place(int[] places, int i) {
    return places == null ? i : places[i];
  }

  private static long whole(NpyType type, ByteBuffer in) {
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

  /** Refuses an array that is larger than what is written as one. */
  static void checkSize(String call, String name, NpyType type, long elements) {
    FileSize.check(
        call,
        name,
        "numbers",
        (double) elements * type.bytes(),
        1,
        "Split it into several arrays.");
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
        putWhole(array.type(), value, out);
      }
    } else if (array.values() instanceof long[] values) {
      for (long value : values) {
        putWhole(array.type(), value, out);
      }
    }
  }

  private static void putWhole(NpyType type, long value, ByteBuffer out) {
    switch (type.bytes()) {
      case 1 -> out.put((byte) value);
      case 2 -> out.putShort((short) value);
      case 4 -> out.putInt((int) value);
      default -> out.putLong(value);
    }
  }
}
