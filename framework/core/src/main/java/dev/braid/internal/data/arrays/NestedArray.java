package dev.braid.internal.data.arrays;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Nested arrays or lists whose innermost rows are primitive arrays. */
final class NestedArray extends NumericArray {
  private static final int FEW = 16;

  private final Object[] rows;
  private final int[] lengths;
  private final Class<?> leaf;
  private final boolean nullRows;

  /** All values in one primitive array; null where samples are large, or before it was needed. */
  private @Nullable Object flat;

  private boolean prepared;

  /**
   * Wraps nested rows of the shape that the first row has.
   *
   * @param rows the samples
   * @param leaf the class of the innermost rows
   * @param nullRows whether a null sample stands for a missing one
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
   * Gathers short rows in one array: each of them is an object somewhere in memory, which takes
   * longer to find than to copy.
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
    if (sampleSize() > FEW || nullRows) {
      return;
    }
    int size = Math.toIntExact(sampleSize());
    if (size == 0 || (long) size * samples() > Integer.MAX_VALUE - 8) {
      return;
    }
    Gathered all = new Gathered(Array.newInstance(leaf.getComponentType(), size * samples()));
    visit(0, samples(), all);
    flat = all.whole ? all.numbers : null;
  }

  private static final class Gathered implements LeafVisitor {
    private final Object numbers;
    private boolean whole = true;
    private int length;

    Gathered(Object numbers) {
      this.numbers = numbers;
    }

    @Override
    public void gap(long size) {
      whole = false;
    }

    @Override
    public void leaf(Object leaf, int from, int to) {
      if (leaf.getClass() == numbers.getClass()) {
        System.arraycopy(leaf, from, numbers, length, to - from);
      } else {
        whole = false;
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
        walk(rows[sample], 1, path, visitor);
      }
    }
  }

  private void walk(@Nullable Object node, int level, int[] path, LeafVisitor visitor) {
    if (level == lengths.length - 1) {
      int length = lengths[level];
      Object row = node != null && node.getClass() == leaf ? node : other(node, level, path);
      if (Array.getLength(row) != length) {
        throw ragged(Array.getLength(row), level, path);
      }
      visitor.leaf(row, 0, length);
      return;
    }
    if (level == lengths.length - 2 && node instanceof float[][] floats && even(floats, level)) {
      visitor.rows(floats, lengths[level + 1]);
      return;
    }
    Object[] children = children(node, level, path);
    if (children.length != lengths[level]) {
      throw ragged(children.length, level, path);
    }
    for (int child = 0; child < children.length; child++) {
      path[level] = child;
      walk(children[child], level + 1, path, visitor);
    }
  }

  /** Whether all innermost rows of a node have the right type and length. */
  private boolean even(float[][] floats, int level) {
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

  // rows may have several numeric types; booleans are not mixed with numbers
  private Object other(@Nullable Object node, int level, int[] path) {
    if (node == null
        || !ArrayDescription.primitiveRow(node.getClass())
        || node instanceof boolean[]
        || leaf == boolean[].class) {
      throw strange(node, level, path);
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
    throw strange(node, level, path);
  }

  private MalformedArrayException ragged(int length, int level, int[] path) {
    String at = ArrayDescription.index(Arrays.copyOf(path, level));
    return new MalformedArrayException(
        name -> ShouldHaveRowsOfOneLength.problem(name, form(), at, length, lengths[level], level));
  }

  private static MalformedArrayException strange(@Nullable Object node, int level, int[] path) {
    String at = ArrayDescription.index(Arrays.copyOf(path, level));
    return new MalformedArrayException(name -> ShouldHoldNumbers.problem(name, at, node));
  }
}
