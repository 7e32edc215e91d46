package dev.braid.data;

import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.internal.data.arrays.ShouldHoldNumbers;
import dev.braid.internal.data.checks.ShouldBeValidOption;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Pads or truncates sequences to one length; every method returns a changed copy.
 *
 * <p>As in Keras, padding and truncating happen at the front by default.
 *
 * @param <R> a row, such as {@code int[]}
 */
public final class PadSequences<R> {
  private final R[] rows;
  private final int maxLength;
  private final double value;
  private final boolean padPost;
  private final boolean truncatePost;

  private PadSequences(
      R[] rows, int maxLength, double value, boolean padPost, boolean truncatePost) {
    this.rows = rows;
    this.maxLength = maxLength;
    this.value = value;
    this.padPost = padPost;
    this.truncatePost = truncatePost;
  }

  public static PadSequences<int[]> of(int[][] rows) {
    return start(rows);
  }

  public static PadSequences<long[]> of(long[][] rows) {
    return start(rows);
  }

  public static PadSequences<float[]> of(float[][] rows) {
    return start(rows);
  }

  public static PadSequences<double[]> of(double[][] rows) {
    return start(rows);
  }

  /** Sequences whose steps have several features. */
  public static PadSequences<float[][]> of(float[][][] rows) {
    return start(rows);
  }

  /** Sequences whose steps have several features. */
  public static PadSequences<double[][]> of(double[][][] rows) {
    return start(rows);
  }

  /** Sequences of ids in lists. */
  public static PadSequences<int[]> of(List<? extends List<Integer>> rows) {
    int[][] arrays = new int[rows.size()][];
    for (int i = 0; i < arrays.length; i++) {
      List<Integer> row = rows.get(i);
      arrays[i] = row == null ? null : row.stream().mapToInt(Integer::intValue).toArray();
    }
    return start(arrays);
  }

  private static <R> PadSequences<R> start(R[] rows) {
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      if (rows[i] == null) {
        problems.add(ShouldHoldNumbers.problem("rows", "[" + i + "]", null));
      }
    }
    if (!problems.isEmpty()) {
      throw new StructureException("padSequences(rows)", problems);
    }
    return new PadSequences<>(rows, -1, 0, false, false);
  }

  /** Pads at the end. */
  public PadSequences<R> post() {
    return new PadSequences<>(rows, maxLength, value, true, truncatePost);
  }

  /** Pads at the front. */
  public PadSequences<R> pre() {
    return new PadSequences<>(rows, maxLength, value, false, truncatePost);
  }

  /** Truncates long sequences at the end. */
  public PadSequences<R> truncatePost() {
    return new PadSequences<>(rows, maxLength, value, padPost, true);
  }

  /** Truncates long sequences at the front. */
  public PadSequences<R> truncatePre() {
    return new PadSequences<>(rows, maxLength, value, padPost, false);
  }

  /** The common length; by default that of the longest sequence. */
  public PadSequences<R> maxLength(int length) {
    if (length < 1) {
      throw refused("maxLength", "1 or more", length);
    }
    return new PadSequences<>(rows, length, value, padPost, truncatePost);
  }

  /** The value of the padding; by default 0. */
  public PadSequences<R> value(double padding) {
    Class<?> type = rows.getClass().getComponentType().getComponentType();
    boolean whole = type == int.class || type == long.class;
    if (whole && padding != Math.rint(padding)) {
      throw refused("value", "an integer, as the sequences hold", padding);
    }
    return new PadSequences<>(rows, maxLength, padding, padPost, truncatePost);
  }

  private static StructureException refused(String option, String expected, Object received) {
    return StructureException.of(
        "padSequences(rows)", ShouldBeValidOption.problem(option, expected, received));
  }

  /** The sequences with their common length. */
  public R[] toArray() {
    int length = maxLength >= 0 ? maxLength : longest();
    R[] padded = rows.clone();
    for (int i = 0; i < rows.length; i++) {
      padded[i] = row(rows[i], length);
    }
    return padded;
  }

  private int longest() {
    return Arrays.stream(rows).mapToInt(Array::getLength).max().orElse(0);
  }

  @SuppressWarnings("unchecked") // an array of the row's own class
  private R row(R row, int length) {
    int given = Array.getLength(row);
    int kept = Math.min(given, length);
    R padded = (R) Array.newInstance(row.getClass().getComponentType(), length);
    fill(padded);
    System.arraycopy(
        row, truncatePost ? 0 : given - kept, padded, padPost ? 0 : length - kept, kept);
    return padded;
  }

  private void fill(Object row) {
    if (row instanceof int[] ints) {
      Arrays.fill(ints, (int) value);
    } else if (row instanceof long[] longs) {
      Arrays.fill(longs, (long) value);
    } else if (row instanceof float[] floats) {
      Arrays.fill(floats, (float) value);
    } else if (row instanceof double[] doubles) {
      Arrays.fill(doubles, value);
    } else {
      Object[] steps = (Object[]) row;
      Class<?> number = steps.getClass().getComponentType().getComponentType();
      for (int i = 0; i < steps.length; i++) {
        steps[i] = Array.newInstance(number, features());
        fill(steps[i]);
      }
    }
  }

  private int features() {
    return Arrays.stream(rows)
        .filter(row -> Array.getLength(row) > 0)
        .mapToInt(row -> Array.getLength(Array.get(row, 0)))
        .findFirst()
        .orElse(0);
  }
}
