package dev.braid.internal.data.arrays;

/** Counts values of one kind and keeps the first of them. */
public final class ValueOccurrences {
  private long count;
  private long first = Long.MAX_VALUE;
  private Number value = 0;

  void add(long position, Number seen) {
    count++;
    if (position < first) {
      first = position;
      value = seen;
    }
  }

  void add(ValueOccurrences other) {
    count += other.count;
    if (other.first < first) {
      first = other.first;
      value = other.value;
    }
  }

  public boolean any() {
    return count > 0;
  }

  public long count() {
    return count;
  }

  /** The position of the first one, counted over all values of the array. */
  public long first() {
    return first;
  }

  /** The first one. */
  public Number value() {
    return value;
  }
}
