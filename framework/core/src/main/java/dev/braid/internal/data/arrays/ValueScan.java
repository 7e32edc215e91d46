package dev.braid.internal.data.arrays;

import org.jspecify.annotations.Nullable;

/** Finds in one pass the values of an array that break its limits. */
public final class ValueScan implements LeafVisitor {
  private static final int FLOAT_BITS = 24;
  private static final int MAGNITUDE = 0x7fffffff;
  private static final int INFINITE = 0x7f800000;

  private final ValueLimits limits;
  private final boolean bounded;
  private final ValueOccurrences notFinite = new ValueOccurrences();
  private final ValueOccurrences missing = new ValueOccurrences();
  private final ValueOccurrences outside = new ValueOccurrences();
  private final ValueOccurrences imprecise = new ValueOccurrences();
  // integers between these are surely allowed and kept exactly
  private final int surelyLow;
  private final int surelyHigh;
  private final @Nullable ValueProfile profile;
  private boolean zero;
  private boolean minusOne;
  private long position;

  ValueScan(ValueLimits limits, long position) {
    this.limits = limits;
    this.bounded = limits.isBounded();
    this.surelyLow = (int) Math.ceil(Math.min(Math.max(0, limits.low()), 1 << FLOAT_BITS));
    this.surelyHigh = (int) Math.floor(Math.max(-1, Math.min(limits.high(), 1 << FLOAT_BITS)));
    this.position = position;
    this.profile = limits.profile() ? new ValueProfile(limits.row()) : null;
  }

  /** The profile of the values; null where the limits do not require one. */
  public @Nullable ValueProfile profile() {
    return profile;
  }

  /** Whether every value is finite, within the limits, and kept exactly. */
  public boolean clean() {
    return !notFinite.any() && !outside.any() && !imprecise.any();
  }

  /** NaN and infinite values. */
  public ValueOccurrences notFinite() {
    return notFinite;
  }

  /** NaN where it stands for a missing value. */
  public ValueOccurrences missing() {
    return missing;
  }

  /** Values outside the limits. */
  public ValueOccurrences outside() {
    return outside;
  }

  /** Values that the storage cannot hold. */
  public ValueOccurrences imprecise() {
    return imprecise;
  }

  /** Whether both ways to write the negative class, 0 and -1, occur. */
  public boolean mixesSigns() {
    return zero && minusOne;
  }

  /** Whether 0 occurs; known for values with limits only. */
  public boolean zero() {
    return zero;
  }

  void add(ValueScan other) {
    notFinite.add(other.notFinite);
    missing.add(other.missing);
    outside.add(other.outside);
    imprecise.add(other.imprecise);
    zero |= other.zero;
    minusOne |= other.minusOne;
    if (profile != null && other.profile != null) {
      profile.add(other.profile);
    }
  }

  @Override
  public void gap(long size) {
    position += size;
  }

  @Override
  public void leaf(Object leaf, int from, int to) {
    if (profile != null) {
      profile.leaf(leaf, from, to);
    }
    if (leaf instanceof float[] floats) {
      floats(floats, from, to);
    } else if (leaf instanceof double[] doubles) {
      doubles(doubles, from, to);
    } else if (leaf instanceof int[] ints) {
      ints(ints, from, to);
    } else if (leaf instanceof long[] longs) {
      for (int i = from; i < to; i++) {
        integer(longs[i], i - from);
      }
    } else if (bounded) {
      small(leaf, from, to);
    }
    position += to - from;
  }

  @Override
  public void rows(float[][] rows, int width) {
    if (profile != null) {
      for (float[] row : rows) {
        leaf(row, 0, width);
      }
      return;
    }
    int finite = -1;
    for (float[] row : rows) {
      for (int i = 0; i < width; i++) {
        finite &= finiteSign(row[i]);
      }
    }
    if (finite < 0 && !bounded) {
      position += (long) rows.length * width;
      return;
    }
    for (float[] row : rows) {
      leaf(row, 0, width);
    }
  }

  /** Negative for a finite value, so that the signs of many are combined without a branch. */
  private static int finiteSign(float value) {
    return (Float.floatToRawIntBits(value) & MAGNITUDE) - INFINITE;
  }

  private void ints(int[] values, int from, int to) {
    int low = Integer.MAX_VALUE;
    int high = Integer.MIN_VALUE;
    for (int i = from; i < to; i++) {
      low = Math.min(low, values[i]);
      high = Math.max(high, values[i]);
    }
    if (low >= surelyLow && high <= surelyHigh) {
      zero |= bounded && low == 0;
      return;
    }
    for (int i = from; i < to; i++) {
      integer(values[i], i - from);
    }
  }

  private void floats(float[] values, int from, int to) {
    if (!bounded) {
      int finite = -1;
      for (int i = from; i < to; i++) {
        finite &= finiteSign(values[i]);
      }
      if (finite < 0) {
        return;
      }
    }
    for (int i = from; i < to; i++) {
      float value = values[i];
      if (!(Math.abs(value) <= Float.MAX_VALUE)) {
        notFinite(value, i - from);
      } else if (bounded) {
        bound(value, i - from);
      }
    }
  }

  private void doubles(double[] values, int from, int to) {
    boolean single = limits.storage() == ValueLimits.Storage.FLOAT32;
    double most = single ? Float.MAX_VALUE : Double.MAX_VALUE;
    for (int i = from; i < to; i++) {
      double value = values[i];
      if (!(Math.abs(value) <= most)) {
        notFinite(value, i - from);
      } else if (bounded) {
        bound(value, i - from);
        if (single && limits.integers() && (float) value != value && !limits.isBroken(value)) {
          imprecise.add(position + i - from, number(value));
        }
      }
    }
  }

  private void small(Object leaf, int from, int to) {
    if (leaf instanceof short[] shorts) {
      for (int i = from; i < to; i++) {
        bound(shorts[i], i - from);
      }
    } else if (leaf instanceof byte[] bytes) {
      for (int i = from; i < to; i++) {
        bound(bytes[i], i - from);
      }
    } else if (leaf instanceof boolean[] booleans) {
      for (int i = from; i < to; i++) {
        bound(booleans[i] ? 1 : 0, i - from);
      }
    }
  }

  private void integer(long value, int offset) {
    if (value > 1 << FLOAT_BITS || value < -(1 << FLOAT_BITS)) {
      large(value, offset);
    }
    if (bounded) {
      bound(value, offset);
    }
  }

  private void large(long value, int offset) {
    boolean fits =
        switch (limits.storage()) {
          case FLOAT32 -> bits(value) <= FLOAT_BITS;
          case FLOAT64 -> bits(value) <= 53;
          case INT32 -> value == (int) value;
          case UNCHANGED -> true;
        };
    // an id or a label this large is reported as out of range, which says more
    if (!fits && !(bounded && limits.isBroken(value))) {
      imprecise.add(position + offset, value);
    }
  }

  // from the highest to the lowest bit that is set: what a significand must hold
  private static int bits(long value) {
    long size = Math.abs(value);
    return Long.SIZE - Long.numberOfLeadingZeros(size) - Long.numberOfTrailingZeros(size);
  }

  private void notFinite(double value, int offset) {
    if (Double.isNaN(value) && limits.nanIsMissing()) {
      missing.add(position + offset, value);
    } else if (Double.isFinite(value)) {
      imprecise.add(position + offset, value);
    } else {
      notFinite.add(position + offset, value);
    }
  }

  private void bound(double value, int offset) {
    if (limits.isBroken(value)) {
      outside.add(position + offset, number(value));
    }
    zero |= value == 0;
    minusOne |= value == -1;
  }

  private static Number number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1L << 53) {
      return (long) value;
    }
    return value;
  }
}
