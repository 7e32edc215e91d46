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
  private static final int MAX_LISTED = 6;

  private ArrayDescription() {}

  /** Formats a shape with a batch axis in front, such as {@code (?, 100)}. */
  public static String shape(long... withoutBatch) {
    StringBuilder text = new StringBuilder("(?");
    for (long size : withoutBatch) {
      text.append(", ").append(size < 0 ? "?" : Long.toString(size));
    }
    return text.append(withoutBatch.length == 0 ? ",)" : ")").toString();
  }

  /** Formats the dimensions of an array, such as {@code (100, 4)}. */
  public static String dimensions(long... shape) {
    StringBuilder text = new StringBuilder("(");
    for (int axis = 0; axis < shape.length; axis++) {
      text.append(axis == 0 ? "" : ", ").append(shape[axis]);
    }
    return text.append(shape.length == 1 ? ",)" : ")").toString();
  }

  /** Formats the indices of an element, such as {@code [41][3]}. */
  public static String index(int... path) {
    StringBuilder text = new StringBuilder();
    for (int index : path) {
      text.append('[').append(index).append(']');
    }
    return text.toString();
  }

  /** Formats the indices of an element from its position in the whole array. */
  public static String index(long position, long[] shape) {
    int[] path = new int[shape.length];
    long remaining = position;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      long size = Math.max(1, shape[axis]);
      path[axis] = (int) (remaining % size);
      remaining /= size;
    }
    return index(path);
  }

  /**
   * Describes the form of a value: {@code float[100][4]}, {@code List[4][3] of Integer} or null.
   */
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
    List<?> listed = elements(value);
    if (listed.stream().mapToInt(element -> ArrayReader.shape(element).length).distinct().count()
        > 1) {
      return listed.stream()
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

  // a list of arrays may have elements of different kinds
  private static List<?> elements(Object value) {
    List<?> list = value instanceof List<?> elements ? elements : List.of();
    if (value instanceof Object[] array && !array.getClass().getComponentType().isArray()) {
      list = Arrays.asList(array);
    }
    boolean hasArraysOnly =
        list.size() <= MAX_LISTED && list.stream().noneMatch(ArrayDescription::isScalar);
    return hasArraysOnly ? list : List.of();
  }

  private static boolean isScalar(@Nullable Object element) {
    return element == null || ArrayReader.shape(element).length == 0;
  }

  private static String nest(Object value, String prefix) {
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
    if (prefix.isEmpty()) {
      return (type == null ? "Object" : type.getSimpleName()) + dimensions;
    }
    if (node == null) {
      return prefix + dimensions + (type == null ? "" : " of " + type.getSimpleName());
    }
    if (node instanceof INDArray array) {
      return prefix + dimensions + " of " + of(array);
    }
    String element = type != null && type.isPrimitive() ? type.getName() : simpleName(node);
    return prefix + dimensions + " of " + element;
  }

  private static String simpleName(Object node) {
    return node instanceof Map<?, ?> ? "Map" : node.getClass().getSimpleName();
  }

  // returns the first element that is not null
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

  /** Returns whether a class is a primitive array of numbers or booleans. */
  public static boolean primitiveRow(Class<?> type) {
    Class<?> element = type.getComponentType();
    return element != null && element.isPrimitive() && element != char.class;
  }
}
