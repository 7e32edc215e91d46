package dev.braid.internal.data.arrays;

/** Counts values of one kind and remembers the first of them. */
public final class Tally {
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

  void add(Tally other) {
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

  /** Where the first one is, counted over all numbers of the array. */
  public long first() {
    return first;
  }

  /** The first one. */
  public Number value() {
    return value;
  }
}
