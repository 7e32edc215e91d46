package dev.braid.internal.data.arrays;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Nested arrays or lists whose innermost rows are primitive arrays. */
final class NestedArray extends NumericArray {
  private static final int MAX_GATHERED_SIZE = 16;

  private final Object[] rows;
  private final int[] lengths;
  private final Class<?> leaf;
  private final boolean nullRows;

  /** All values in one primitive array; null before first use and if samples are large. */
  private @Nullable Object flat;

  private boolean prepared;

  /**
   * Wraps nested rows with the shape of the first row.
   *
   * @param rows the samples
   * @param leaf the class of the innermost rows
   * @param nullRows whether a null sample is a missing sample
   */
  NestedArray(Object[] rows, long[] shape, String form, Class<?> leaf, boolean nullRows) {
    super(shape, form);
    this.rows = rows;
    this.lengths = Arrays.stream(shape).mapToInt(Math::toIntExact).toArray();
    this.leaf = leaf;
    this.nullRows = nullRows;
  }

  @Override
  public boolean holdsIntegers() {
    return leaf != float[].class && leaf != double[].class;
  }

  @Override
  public boolean missing(int sample) {
    return nullRows && rows[sample] == null;
  }

  @Override
  public boolean anyMissing() {
    return nullRows && Arrays.stream(rows).anyMatch(Objects::isNull);
  }

  /**
   * Gathers short rows in one array: finding a row's object in memory takes longer than copying it.
   */
  @Override
  void prepareRandomAccess() {
    if (!prepared) {
      prepared = true;
      flatten();
    }
  }

  @Override
  void visitOrdered(int[] order, int from, int to, LeafVisitor visitor) {
    if (flat == null) {
      super.visitOrdered(order, from, to, visitor);
    } else {
      gather(flat, order, from, to, visitor);
    }
  }

  private void flatten() {
    if (sampleSize() > MAX_GATHERED_SIZE || nullRows) {
      return;
    }
    int size = Math.toIntExact(sampleSize());
    if (size == 0 || (long) size * samples() > Integer.MAX_VALUE - 8) {
      return;
    }
    GatheringVisitor all =
        new GatheringVisitor(Array.newInstance(leaf.getComponentType(), size * samples()));
    visit(0, samples(), all);
    flat = all.isComplete ? all.numbers : null;
  }

  private static final class GatheringVisitor implements LeafVisitor {
    private final Object numbers;
    private boolean isComplete = true;
    private int length;

    GatheringVisitor(Object numbers) {
      this.numbers = numbers;
    }

    @Override
    public void gap(long size) {
      isComplete = false;
    }

    @Override
    public void leaf(Object leaf, int from, int to) {
      if (leaf.getClass() == numbers.getClass()) {
        System.arraycopy(leaf, from, numbers, length, to - from);
      } else {
        isComplete = false;
      }
      length += to - from;
    }
  }

  @Override
  void visit(int from, int to, LeafVisitor visitor) {
    int[] path = new int[lengths.length - 1];
    for (int sample = from; sample < to; sample++) {
      if (missing(sample)) {
        visitor.gap(sampleSize());
      } else {
        path[0] = sample;
        visitNode(rows[sample], 1, path, visitor);
      }
    }
  }

  private void visitNode(@Nullable Object node, int level, int[] path, LeafVisitor visitor) {
    if (level == lengths.length - 1) {
      int length = lengths[level];
      Object row = node != null && node.getClass() == leaf ? node : checkedRow(node, level, path);
      if (Array.getLength(row) != length) {
        throw ragged(Array.getLength(row), level, path);
      }
      visitor.leaf(row, 0, length);
      return;
    }
    if (level == lengths.length - 2
        && node instanceof float[][] floats
        && isRegular(floats, level)) {
      visitor.rows(floats, lengths[level + 1]);
      return;
    }
    Object[] children = children(node, level, path);
    if (children.length != lengths[level]) {
      throw ragged(children.length, level, path);
    }
    for (int child = 0; child < children.length; child++) {
      path[level] = child;
      visitNode(children[child], level + 1, path, visitor);
    }
  }

  /** Returns whether all innermost rows of a node have the expected type and length. */
  private boolean isRegular(float[][] floats, int level) {
    if (leaf != float[].class || floats.length != lengths[level]) {
      return false;
    }
    int width = lengths[level + 1];
    for (float[] row : floats) {
      if (row == null || row.length != width) {
        return false;
      }
    }
    return true;
  }

  // rows may differ in numeric type, but booleans are not mixed with numbers
  private Object checkedRow(@Nullable Object node, int level, int[] path) {
    if (node == null
        || !ArrayDescription.primitiveRow(node.getClass())
        || node instanceof boolean[]
        || leaf == boolean[].class) {
      throw notNumbers(node, level, path);
    }
    return node;
  }

  private static Object[] children(@Nullable Object node, int level, int[] path) {
    if (node instanceof Object[] array) {
      return array;
    }
    if (node instanceof List<?> list) {
      return list.toArray();
    }
    throw notNumbers(node, level, path);
  }

  private MalformedArrayException ragged(int length, int level, int[] path) {
    String at = ArrayDescription.index(Arrays.copyOf(path, level));
    return new MalformedArrayException(
        name -> ShouldHaveRowsOfOneLength.problem(name, form(), at, length, lengths[level], level));
  }

  private static MalformedArrayException notNumbers(@Nullable Object node, int level, int[] path) {
    String at = ArrayDescription.index(Arrays.copyOf(path, level));
    return new MalformedArrayException(name -> ShouldHoldNumbers.problem(name, at, node));
  }
}
