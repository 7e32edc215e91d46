package dev.braid.data;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Writes numbers in one of the forms that a program may hold them in. */
final class RandomForm {
  private static final List<Class<?>> FRACTIONS =
      List.of(float.class, double.class, Float.class, Double.class);
  private static final List<Class<?>> WHOLE =
      List.of(
          int.class, long.class, short.class, byte.class, Integer.class, Long.class, float.class);

  private RandomForm() {}

  /** The values in a randomly drawn form; integers may come in integer types. */
  static Object of(Random random, double[] values, int[] shape, boolean whole) {
    return switch (random.nextInt(3)) {
      case 0 -> array(random, values, shape, whole);
      case 1 -> lists(nest(values, shape, Double.class), random);
      default -> {
        List<Class<?>> types = whole ? WHOLE : FRACTIONS;
        yield nest(values, shape, types.get(random.nextInt(types.size())));
      }
    };
  }

  /** A nest of Java arrays. */
  static Object nest(double[] values, int[] shape, Class<?> type) {
    return nest(values, 0, values.length, shape, 0, type);
  }

  private static Object nest(
      double[] values, int from, int to, int[] shape, int axis, Class<?> type) {
    if (axis == shape.length - 1) {
      Object row = Array.newInstance(type, shape[axis]);
      for (int i = 0; i < shape[axis]; i++) {
        Array.set(row, i, number(values[from + i], type));
      }
      return row;
    }
    int[] rest = new int[shape.length - axis - 1];
    Object nest = Array.newInstance(type, prepend(shape[axis], rest));
    int size = (to - from) / shape[axis];
    for (int i = 0; i < shape[axis]; i++) {
      int start = from + i * size;
      Array.set(nest, i, nest(values, start, start + size, shape, axis + 1, type));
    }
    return nest;
  }

  private static int[] prepend(int first, int[] rest) {
    int[] all = new int[rest.length + 1];
    all[0] = first;
    System.arraycopy(rest, 0, all, 1, rest.length);
    return all;
  }

  private static Object number(double value, Class<?> type) {
    if (type == float.class || type == Float.class) {
      return (float) value;
    }
    if (type == int.class || type == Integer.class) {
      return (int) value;
    }
    if (type == long.class || type == Long.class) {
      return (long) value;
    }
    if (type == short.class) {
      return (short) value;
    }
    return type == byte.class ? (Object) (byte) value : (Object) value;
  }

  private static Object lists(Object nest, Random random) {
    if (!(nest instanceof Object[] rows)) {
      return nest;
    }
    List<Object> list = new ArrayList<>();
    for (Object row : rows) {
      list.add(lists(row, random));
    }
    return list;
  }

  private static INDArray array(Random random, double[] values, int[] shape, boolean whole) {
    long[] dimensions = Arrays.stream(shape).asLongStream().toArray();
    INDArray array = Nd4j.createFromArray(values).reshape(dimensions);
    DataType[] types = {
      DataType.DOUBLE, DataType.FLOAT, whole ? DataType.INT64 : DataType.FLOAT, DataType.FLOAT
    };
    INDArray typed = array.castTo(types[random.nextInt(types.length)]);
    return random.nextBoolean() ? typed.dup('f') : typed;
  }
}
