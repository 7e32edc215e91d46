package dev.braid.internal.data.arrays;

import java.util.BitSet;

/** Values in one primitive array, sample by sample. */
final class FlatArray extends NumericArray {
  private static final int MAX_GATHERED_SIZE = 16;

  private final Object values;
  private final int size;
  private final BitSet missing;

  /**
   * Wraps an array.
   *
   * @param values a primitive array
   * @param missing the missing samples
   */
  FlatArray(Object values, long[] shape, String form, BitSet missing) {
    super(shape, form);
    this.values = values;
    this.size = Math.toIntExact(sampleSize());
    this.missing = missing;
  }

  @Override
  public boolean holdsIntegers() {
    return !(values instanceof float[] || values instanceof double[]);
  }

  @Override
  public boolean missing(int sample) {
    return missing.get(sample);
  }

  @Override
  public boolean anyMissing() {
    return !missing.isEmpty();
  }

  @Override
  void visitOrdered(int[] order, int from, int to, LeafVisitor visitor) {
    if (missing.isEmpty() && size <= MAX_GATHERED_SIZE) {
      gather(values, order, from, to, visitor);
    } else {
      super.visitOrdered(order, from, to, visitor);
    }
  }

  @Override
  void visit(int from, int to, LeafVisitor visitor) {
    int start = from;
    for (int gap = missing.nextSetBit(from);
        gap >= 0 && gap < to;
        gap = missing.nextSetBit(start)) {
      visitor.leaf(values, start * size, gap * size);
      visitor.gap(size);
      start = gap + 1;
    }
    visitor.leaf(values, start * size, to * size);
  }
}
