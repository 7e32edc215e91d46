package dev.braid.internal.data.arrays;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Describes arrays and their shapes in messages. */
public final class ArrayDescription {
  private static final int FEW = 6;

  private ArrayDescription() {}

  /** A shape with a batch axis in front, such as {@code (?, 100)}. */
  public static String shape(long... withoutBatch) {
    StringBuilder text = new StringBuilder("(?");
    for (long size : withoutBatch) {
      text.append(", ").append(size < 0 ? "?" : Long.toString(size));
    }
    return text.append(withoutBatch.length == 0 ? ",)" : ")").toString();
  }

  /** The dimensions of an array, such as {@code (100, 4)}. */
  public static String dimensions(long... shape) {
    StringBuilder text = new StringBuilder("(");
    for (int axis = 0; axis < shape.length; axis++) {
      text.append(axis == 0 ? "" : ", ").append(shape[axis]);
    }
    return text.append(shape.length == 1 ? ",)" : ")").toString();
  }

  /** The indices of an element, such as {@code [41][3]}. */
  public static String index(int... path) {
    StringBuilder text = new StringBuilder();
    for (int index : path) {
      text.append('[').append(index).append(']');
    }
    return text.toString();
  }

  /** The indices of an element that is counted over the whole array. */
  public static String index(long position, long[] shape) {
    int[] path = new int[shape.length];
    long rest = position;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      long size = Math.max(1, shape[axis]);
      path[axis] = (int) (rest % size);
      rest /= size;
    }
    return index(path);
  }

  /** The form of a value, such as {@code float[100][4]}, {@code List[4][3] of Integer} or null. */
  public static String of(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof INDArray array) {
      return "INDArray " + dimensions(array.shape()) + " of " + array.dataType();
    }
    if (value instanceof Map<?, ?>) {
      return "a map";
    }
    if (value instanceof CharSequence text) {
      return "the string \"" + text + "\"";
    }
    if (value instanceof Number || value instanceof Boolean) {
      return "the single value " + value;
    }
    List<?> few = elements(value);
    if (few.stream().mapToInt(element -> ArrayReader.shape(element).length).distinct().count()
        > 1) {
      return few.stream()
          .map(ArrayDescription::of)
          .collect(Collectors.joining(" and ", "a list of ", ""));
    }
    if (value instanceof List<?>) {
      return nest(value, "List");
    }
    if (value.getClass().isArray()) {
      return nest(value, "");
    }
    return "an object of " + value.getClass().getName();
  }

  // the elements of a list of arrays, which may be of different kinds
  private static List<?> elements(Object value) {
    List<?> list = value instanceof List<?> some ? some : List.of();
    if (value instanceof Object[] array && !array.getClass().getComponentType().isArray()) {
      list = Arrays.asList(array);
    }
    boolean arrays = list.size() <= FEW && list.stream().noneMatch(ArrayDescription::single);
    return arrays ? list : List.of();
  }

  private static boolean single(@Nullable Object element) {
    return element == null || ArrayReader.shape(element).length == 0;
  }

  private static String nest(Object value, String start) {
    StringBuilder dimensions = new StringBuilder();
    Object node = value;
    Class<?> type = null;
    while (node != null && (node.getClass().isArray() || node instanceof List<?>)) {
      int length = node instanceof List<?> list ? list.size() : Array.getLength(node);
      dimensions.append('[').append(length).append(']');
      type = node.getClass().getComponentType();
      node = length == 0 ? null : child(node);
    }
    while (type != null && type.isArray()) {
      dimensions.append("[]");
      type = type.getComponentType();
    }
    if (start.isEmpty()) {
      return (type == null ? "Object" : type.getSimpleName()) + dimensions;
    }
    if (node == null) {
      return start + dimensions + (type == null ? "" : " of " + type.getSimpleName());
    }
    if (node instanceof INDArray array) {
      return start + dimensions + " of " + of(array);
    }
    String element = type != null && type.isPrimitive() ? type.getName() : simpleName(node);
    return start + dimensions + " of " + element;
  }

  private static String simpleName(Object node) {
    return node instanceof Map<?, ?> ? "Map" : node.getClass().getSimpleName();
  }

  // the first element that is not null
  static @Nullable Object child(Object node) {
    if (node instanceof Collection<?> list) {
      return list.stream().filter(java.util.Objects::nonNull).findFirst().orElse(null);
    }
    if (node instanceof Object[] array) {
      for (Object element : array) {
        if (element != null) {
          return element;
        }
      }
      return null;
    }
    return Array.getLength(node) == 0 ? null : Array.get(node, 0);
  }

  /** Whether a class is a primitive array of numbers or booleans. */
  public static boolean primitiveRow(Class<?> type) {
    Class<?> element = type.getComponentType();
    return element != null && element.isPrimitive() && element != char.class;
  }
}
