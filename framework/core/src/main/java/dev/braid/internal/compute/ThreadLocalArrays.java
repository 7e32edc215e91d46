package dev.braid.internal.compute;

/** Uninitialized arrays of each thread, which grow to the largest requested length. */
public final class ThreadLocalArrays {
  /** The length beyond which arrays are created at each call, to limit the memory of a thread. */
  private static final int MAX_KEPT_LENGTH = 1 << 18;

  private final ThreadLocal<float[][]> arrays;

  public ThreadLocalArrays(int count) {
    arrays = ThreadLocal.withInitial(() -> new float[count][0]);
  }

  /** Returns this thread's array of an index, with at least the given length. */
  public float[] get(int index, int length) {
    if (length > MAX_KEPT_LENGTH) {
      return new float[length];
    }
    float[][] all = arrays.get();
    if (all[index].length < length) {
      all[index] = new float[length];
    }
    return all[index];
  }

  /** Returns this thread's array of an index, which begins with a copy of the given elements. */
  public float[] copy(int index, Floats from) {
    float[] copy = get(index, from.length());
    from.buffer().get(0, copy, 0, from.length());
    return copy;
  }
}
