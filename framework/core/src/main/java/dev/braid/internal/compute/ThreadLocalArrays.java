package dev.braid.internal.compute;

/** Uninitialized arrays of each thread, which grow to the largest length that was asked for. */
public final class ThreadLocalArrays {
  /** Longer arrays are made each time, so that a thread does not hold on to much memory. */
  private static final int LONGEST_KEPT = 1 << 18;

  private final ThreadLocal<float[][]> arrays;

  public ThreadLocalArrays(int count) {
    arrays = ThreadLocal.withInitial(() -> new float[count][0]);
  }

  /** This thread's array of an index, with at least the given length. */
  public float[] get(int index, int length) {
    if (length > LONGEST_KEPT) {
      return new float[length];
    }
    float[][] all = arrays.get();
    if (all[index].length < length) {
      all[index] = new float[length];
    }
    return all[index];
  }

  /** This thread's array of an index, beginning with a copy of the given elements. */
  public float[] copy(int index, Floats from) {
    float[] copy = get(index, from.length());
    from.buffer().get(0, copy, 0, from.length());
    return copy;
  }
}
