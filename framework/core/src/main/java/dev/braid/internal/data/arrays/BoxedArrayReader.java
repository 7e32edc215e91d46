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
  private int place;

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
   * @param lengths the dimensions that the first rows have
   * @param nullRows whether a null sample stands for a missing one
   * @param nullNumbers whether a null element stands for a missing one
   */
  static NumericArray read(
      Object[] rows, int[] lengths, String form, boolean nullRows, boolean nullNumbers) {
    BoxedArrayReader unpacked = new BoxedArrayReader(rows, lengths, form, nullRows, nullNumbers);
    unpacked.walk(rows, 0, new int[lengths.length]);
    long[] shape = Arrays.stream(lengths).asLongStream().toArray();
    Object values = unpacked.integers ? unpacked.longs : unpacked.doubles;
    return new FlatArray(values, shape, form, unpacked.missing);
  }

  private void walk(@Nullable Object node, int level, int[] path) {
    if (level == lengths.length) {
      number(node, path);
      return;
    }
    if (node == null && level == 1 && nullRows) {
      missing.set(path[0]);
      place += doubles.length / lengths[0];
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
      walk(children[child], level + 1, path);
    }
  }

  private static Object[] children(@Nullable Object node, int level, int[] path) {
    if (node instanceof Object[] array) {
      return array;
    }
    if (node instanceof List<?> list) {
      return list.toArray();
    }
    throw strange(node, Arrays.copyOf(path, level));
  }

  private void number(@Nullable Object element, int[] path) {
    if (element == null && nullNumbers) {
      integers = false;
      doubles[place++] = Double.NaN;
      return;
    }
    boolean bool = element instanceof Boolean;
    boolean mixed = booleans != null && booleans != bool;
    Number number =
        element instanceof Boolean truth
            ? (Number) (truth ? 1 : 0)
            : element instanceof Number given ? given : null;
    if (mixed || number == null) {
      String at = ArrayDescription.index(path);
      throw new MalformedArrayException(
          name -> ShouldHoldNumbers.element(name, at, element, strings));
    }
    booleans = bool;
    doubles[place] = number.doubleValue();
    longs[place] = number.longValue();
    integers &= isInteger(number);
    place++;
  }

  private static boolean isInteger(Number number) {
    return number instanceof Integer
        || number instanceof Long
        || number instanceof Short
        || number instanceof Byte
        || number instanceof AtomicInteger
        || number instanceof AtomicLong
        || number instanceof BigInteger big && big.bitLength() < Long.SIZE;
  }

  private static MalformedArrayException strange(@Nullable Object element, int[] path) {
    String at = ArrayDescription.index(path);
    return new MalformedArrayException(name -> ShouldHoldNumbers.problem(name, at, element));
  }
}
