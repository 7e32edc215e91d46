package dev.braid.internal.data.arrays;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Unpacks nested boxed numbers into one primitive array. */
final class BoxedArrayReader {
  private final int[] lengths;
  private final String form;
  private final boolean nullRows;
  private final boolean nullNumbers;
  private final boolean strings;
  private final double[] doubles;
  private final long[] longs;
  private final BitSet missing = new BitSet();
  private boolean integers = true;
  private @Nullable Boolean booleans;
  private int position;

  private BoxedArrayReader(
      Object[] rows, int[] lengths, String form, boolean nullRows, boolean nullNumbers) {
    this.strings = rows instanceof String[] || rows instanceof String[][];
    this.lengths = lengths;
    this.form = form;
    this.nullRows = nullRows;
    this.nullNumbers = nullNumbers;
    int size = 1;
    for (int length : lengths) {
      size = Math.multiplyExact(size, length);
    }
    this.doubles = new double[size];
    this.longs = new long[size];
  }

  /**
   * Reads all elements.
   *
   * @param lengths the dimensions of the first rows
   * @param nullRows whether a null sample is a missing sample
   * @param nullNumbers whether a null element is a missing value
   */
  static NumericArray read(
      Object[] rows, int[] lengths, String form, boolean nullRows, boolean nullNumbers) {
    BoxedArrayReader reader = new BoxedArrayReader(rows, lengths, form, nullRows, nullNumbers);
    reader.visit(rows, 0, new int[lengths.length]);
    long[] shape = Arrays.stream(lengths).asLongStream().toArray();
    Object values = reader.integers ? reader.longs : reader.doubles;
    return new FlatArray(values, shape, form, reader.missing);
  }

  private void visit(@Nullable Object node, int level, int[] path) {
    if (level == lengths.length) {
      number(node, path);
      return;
    }
    if (node == null && level == 1 && nullRows) {
      missing.set(path[0]);
      position += doubles.length / lengths[0];
      return;
    }
    Object[] children = children(node, level, path);
    if (children.length != lengths[level]) {
      String at = ArrayDescription.index(Arrays.copyOf(path, level));
      throw new MalformedArrayException(
          name ->
              ShouldHaveRowsOfOneLength.problem(
                  name, form, at, children.length, lengths[level], level));
    }
    for (int child = 0; child < children.length; child++) {
      path[level] = child;
      visit(children[child], level + 1, path);
    }
  }

  private static Object[] children(@Nullable Object node, int level, int[] path) {
    if (node instanceof Object[] array) {
      return array;
    }
    if (node instanceof List<?> list) {
      return list.toArray();
    }
    throw notNumbers(node, Arrays.copyOf(path, level));
  }

  private void number(@Nullable Object element, int[] path) {
    if (element == null && nullNumbers) {
      integers = false;
      doubles[position++] = Double.NaN;
      return;
    }
    boolean isBoolean = element instanceof Boolean;
    boolean mixed = booleans != null && booleans != isBoolean;
    Number number =
        element instanceof Boolean bool
            ? (Number) (bool ? 1 : 0)
            : element instanceof Number boxed ? boxed : null;
    if (mixed || number == null) {
      String at = ArrayDescription.index(path);
      throw new MalformedArrayException(
          name -> ShouldHoldNumbers.element(name, at, element, strings));
    }
    booleans = isBoolean;
    doubles[position] = number.doubleValue();
    longs[position] = number.longValue();
    integers &= isInteger(number);
    position++;
  }

  private static boolean isInteger(Number number) {
    return number instanceof Integer
        || number instanceof Long
        || number instanceof Short
        || number instanceof Byte
        || number instanceof AtomicInteger
        || number instanceof AtomicLong
        || number instanceof BigInteger bigInteger && bigInteger.bitLength() < Long.SIZE;
  }

  private static MalformedArrayException notNumbers(@Nullable Object element, int[] path) {
    String at = ArrayDescription.index(path);
    return new MalformedArrayException(name -> ShouldHoldNumbers.problem(name, at, element));
  }
}
