package dev.braid.internal.data.arrays;

/** Counts values of one kind and stores the first one. */
public final class ValueOccurrences {
  private long count;
  private long first = Long.MAX_VALUE;
  private Number value = 0;

  void add(long position, Number found) {
    count++;
    if (position < first) {
      first = position;
      value = found;
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

  /** Returns the position of the first one among all values of the array. */
  public long first() {
    return first;
  }

  /** Returns the first one. */
  public Number value() {
    return value;
  }
}
