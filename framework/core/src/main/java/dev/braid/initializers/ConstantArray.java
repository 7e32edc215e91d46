package dev.braid.initializers;

import dev.braid.Initializer;
import dev.braid.config.Config;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The elements of an array, repeated along axes that the array lacks or that have size 1. */
final class ConstantArray implements Initializer {
  private final Object written;
  private final float[] elements;
  private final long[] shape;

  /**
   * An array as Keras wrote it.
   *
   * @param written nested lists of numbers, or an object that holds them
   */
  ConstantArray(Object written) {
    this.written = written;
    Object lists = written;
    if (written instanceof Map<?, ?> object && object.get("config") instanceof Map<?, ?> config) {
      lists = config.get("value");
    }
    this.shape = shape(lists);
    if (!isEven(lists, 0)) {
      throw new IllegalArgumentException("\"value\" should be a number or an array of numbers");
    }
    this.elements = Shapes.array(shape);
    fill(lists, 0);
  }

  private static long[] shape(Object lists) {
    List<Long> sizes = new ArrayList<>();
    Object first = lists;
    while (first instanceof List<?> list) {
      sizes.add((long) list.size());
      first = list.isEmpty() ? null : list.get(0);
    }
    return sizes.stream().mapToLong(Long::longValue).toArray();
  }

  /** True where all lists of one depth are of one length and hold numbers in the end. */
  private boolean isEven(Object lists, int axis) {
    if (axis == shape.length) {
      return lists instanceof Number;
    }
    return lists instanceof List<?> list
        && list.size() == shape[axis]
        && list.stream().allMatch(item -> isEven(item, axis + 1));
  }

  /** Fills in elements from a position on and gives the position behind them. */
  private int fill(Object lists, int from) {
    if (lists instanceof Number number) {
      elements[from] = number.floatValue();
      return from + 1;
    }
    int at = from;
    for (Object item : (List<?>) lists) {
      at = fill(item, at);
    }
    return at;
  }

  @Override
  public float[] values(long[] wanted, RandomGenerator random) {
    int missing = wanted.length - shape.length;
    boolean fits = missing >= 0;
    for (int i = 0; fits && i < shape.length; i++) {
      fits = shape[i] == 1 || shape[i] == wanted[missing + i];
    }
    if (!fits) {
      throw Shapes.refused(
          "Constant", "a weight that the shape " + Arrays.toString(shape) + " fits", wanted);
    }
    float[] values = Shapes.array(wanted);
    for (int i = 0; i < values.length; i++) {
      values[i] = elements[position(i, wanted, missing)];
    }
    return values;
  }

  /** The element that belongs to a position of a weight. */
  private int position(int at, long[] wanted, int missing) {
    long rest = at;
    long position = 0;
    long stride = 1;
    for (int axis = wanted.length - 1; axis >= missing; axis--) {
      long size = shape[axis - missing];
      position += size == 1 ? 0 : rest % wanted[axis] * stride;
      stride *= size;
      rest /= wanted[axis];
    }
    return Math.toIntExact(position);
  }

  @Override
  public String className() {
    return "Constant";
  }

  @Override
  public Config config() {
    return new Config().put("value", written);
  }
}
