package dev.braid.initializers;

import dev.braid.Initializer;
import dev.braid.config.Config;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Fills a weight with the elements of an array, which is broadcast. */
final class ConstantArray implements Initializer {
  private final Object written;
  private final float[] elements;
  private final long[] shape;

  /**
   * Reads an array in Keras' form.
   *
   * @param written nested lists of numbers, or an object that contains them
   */
  ConstantArray(Object written) {
    this.written = written;
    Object lists = written;
    if (written instanceof Map<?, ?> object && object.get("config") instanceof Map<?, ?> config) {
      lists = config.get("value");
    }
    this.shape = shape(lists);
    if (!isRegular(lists, 0)) {
      throw new IllegalArgumentException("\"value\" should be a number or an array of numbers");
    }
    this.elements = WeightShapes.array(shape);
    fill(lists, 0);
  }

  private static long[] shape(@Nullable Object lists) {
    List<Long> sizes = new ArrayList<>();
    Object first = lists;
    while (first instanceof List<?> list) {
      sizes.add((long) list.size());
      first = list.isEmpty() ? null : list.get(0);
    }
    return sizes.stream().mapToLong(Long::longValue).toArray();
  }

  /** True if the lists form a regular array of numbers. */
  private boolean isRegular(@Nullable Object lists, int axis) {
    if (axis == shape.length) {
      return lists instanceof Number;
    }
    return lists instanceof List<?> list
        && list.size() == shape[axis]
        && list.stream().allMatch(item -> isRegular(item, axis + 1));
  }

  /** Fills elements from a position and returns the position after them. */
  private int fill(@Nullable Object lists, int from) {
    if (lists instanceof Number number) {
      elements[from] = number.floatValue();
      return from + 1;
    }
    int at = from;
    if (lists instanceof List<?> list) {
      for (Object item : list) {
        at = fill(item, at);
      }
    }
    return at;
  }

  @Override
  public float[] values(long[] target, RandomGenerator random) {
    int missing = target.length - shape.length;
    boolean fits = missing >= 0;
    for (int i = 0; fits && i < shape.length; i++) {
      fits = shape[i] == 1 || shape[i] == target[missing + i];
    }
    if (!fits) {
      throw WeightShapes.refused(
          "Constant",
          "a weight that the shape " + Arrays.toString(shape) + " broadcasts to",
          target);
    }
    float[] values = WeightShapes.array(target);
    for (int i = 0; i < values.length; i++) {
      values[i] = elements[position(i, target, missing)];
    }
    return values;
  }

  /** The array's index for a position of a weight. */
  private int position(int at, long[] target, int missing) {
    long rest = at;
    long position = 0;
    long stride = 1;
    for (int axis = target.length - 1; axis >= missing; axis--) {
      long size = shape[axis - missing];
      position += size == 1 ? 0 : rest % target[axis] * stride;
      stride *= size;
      rest /= target[axis];
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
