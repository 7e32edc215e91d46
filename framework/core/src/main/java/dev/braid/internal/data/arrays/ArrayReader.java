package dev.braid.internal.data.arrays;

import dev.braid.Problem;
import dev.braid.internal.environment.Environment;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Reads an array in any form. */
public final class ArrayReader {
  private final boolean nullRows;
  private final boolean nullNumbers;

  private ArrayReader(boolean nullRows, boolean nullNumbers) {
    Environment.start();
    this.nullRows = nullRows;
    this.nullNumbers = nullNumbers;
  }

  /** A reader of arrays in which nothing may be missing. */
  public static ArrayReader complete() {
    return new ArrayReader(false, false);
  }

  /**
   * A reader of arrays in which a null row stands for a missing sample.
   *
   * @param nullNumbers whether a single element may be null too, which is read as NaN
   */
  public static ArrayReader withGaps(boolean nullNumbers) {
    return new ArrayReader(true, nullNumbers);
  }

  /**
   * Reads one array.
   *
   * @param name the array's name in messages
   * @param problems takes why it cannot be read
   * @return null where it cannot be read
   */
  public @Nullable NumericArray read(String name, @Nullable Object value, List<Problem> problems) {
    try {
      String form = ArrayDescription.of(value);
      if (value instanceof INDArray array) {
        return array(array, form);
      }
      if (value instanceof Object[] rows) {
        return nest(rows, value, form);
      }
      if (value instanceof List<?> list) {
        return nest(list.toArray(), value, form);
      }
      if (value != null && ArrayDescription.primitiveRow(value.getClass())) {
        return new FlatArray(value, new long[] {Array.getLength(value)}, form, new BitSet());
      }
      problems.add(ShouldHoldNumbers.problem(name, "", value));
    } catch (MalformedArrayException misfit) {
      problems.add(misfit.of(name));
    }
    return null;
  }

  /**
   * The dimensions that a value seems to have by its first elements.
   *
   * @return no dimensions for a value that is not an array
   */
  public static long[] shape(@Nullable Object value) {
    if (value instanceof INDArray array) {
      return array.shape();
    }
    List<Integer> lengths = new ArrayList<>();
    Object node = value;
    while (node instanceof Object[] || node instanceof List<?>) {
      lengths.add(node instanceof List<?> list ? list.size() : ((Object[]) node).length);
      Object child = ArrayDescription.child(node);
      if (child == null) {
        return padded(lengths, node.getClass());
      }
      node = child;
    }
    if (node instanceof INDArray array) {
      long[] outer = shape(lengths);
      long[] all = Arrays.copyOf(outer, outer.length + array.rank());
      System.arraycopy(array.shape(), 0, all, outer.length, array.rank());
      return all;
    }
    if (node != null && node.getClass().isArray()) {
      lengths.add(Array.getLength(node));
    }
    return shape(lengths);
  }

  private static NumericArray array(INDArray array, String form) {
    if (!Nd4jArray.readable(array) || array.rank() == 0) {
      throw new MalformedArrayException(name -> ShouldHoldNumbers.problem(name, "", array));
    }
    if (array.isEmpty()) {
      return new FlatArray(new float[0], array.shape(), form, new BitSet());
    }
    return Nd4jArray.of(array, form);
  }

  private NumericArray nest(Object[] rows, Object value, String form) {
    int depth = depth(value.getClass());
    if (rows.length == 0) {
      return new FlatArray(new float[0], new long[depth], form, new BitSet());
    }
    List<Integer> lengths = new ArrayList<>();
    Object node = value;
    Class<?> deepest = value.getClass();
    while (node instanceof Object[] || node instanceof List<?>) {
      deepest = node.getClass();
      lengths.add(node instanceof List<?> list ? list.size() : ((Object[]) node).length);
      node = ArrayDescription.child(node);
    }
    if (node instanceof INDArray) {
      return stacked(rows, lengths, form);
    }
    if (node != null && ArrayDescription.primitiveRow(node.getClass())) {
      lengths.add(Array.getLength(node));
      return new NestedArray(rows, shape(lengths), form, node.getClass(), nullRows);
    }
    if (node != null && node.getClass().isArray()) {
      throw strange(node, lengths.size());
    }
    boolean endless = lengths.get(lengths.size() - 1) == 0;
    if (node == null && endless && ArrayDescription.primitiveRow(innermost(deepest))) {
      return new FlatArray(new float[0], padded(lengths, deepest), form, new BitSet());
    }
    int[] sizes = lengths.stream().mapToInt(Integer::intValue).toArray();
    return BoxedArrayReader.read(rows, sizes, form, nullRows, nullNumbers);
  }

  private static NumericArray stacked(Object[] rows, List<Integer> lengths, String form) {
    if (lengths.size() > 1) {
      throw strange(ArrayDescription.child(rows[0]), 2);
    }
    List<INDArray> arrays = new ArrayList<>();
    for (int row = 0; row < rows.length; row++) {
      String at = ArrayDescription.index(row);
      Object found = rows[row];
      if (!(found instanceof INDArray array) || !Nd4jArray.readable(array)) {
        throw new MalformedArrayException(name -> ShouldHoldNumbers.problem(name, at, found));
      }
      if (!Arrays.equals(array.shape(), ((INDArray) rows[0]).shape())) {
        throw new MalformedArrayException(
            name -> ShouldHoldNumbers.differentRows(name, at, array, (INDArray) rows[0]));
      }
      arrays.add(array.castTo(((INDArray) rows[0]).dataType()));
    }
    return Nd4jArray.of(Nd4j.stack(0, arrays.toArray(new INDArray[0])), form);
  }

  private static MalformedArrayException strange(@Nullable Object node, int depth) {
    String at = ArrayDescription.index(new int[depth]);
    return new MalformedArrayException(name -> ShouldHoldNumbers.problem(name, at, node));
  }

  // float[3][0][] has rows of no length: the class still says how deep it goes
  private static long[] padded(List<Integer> lengths, Class<?> deepest) {
    long[] shape = new long[lengths.size() + depth(deepest) - 1];
    for (int axis = 0; axis < lengths.size(); axis++) {
      shape[axis] = lengths.get(axis);
    }
    return shape;
  }

  private static long[] shape(List<Integer> lengths) {
    return lengths.stream().mapToLong(Integer::longValue).toArray();
  }

  private static Class<?> innermost(Class<?> type) {
    Class<?> row = type;
    while (row.getComponentType() != null && row.getComponentType().isArray()) {
      row = row.getComponentType();
    }
    return row;
  }

  private static int depth(Class<?> type) {
    int depth = 0;
    for (Class<?> level = type; level.isArray(); level = level.getComponentType()) {
      depth++;
    }
    return Math.max(1, depth);
  }
}
