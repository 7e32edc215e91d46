package dev.braid.engine.fast;

/**
 * Arrays that belong to each thread and grow with what is asked for; anything may stand in them.
 */
public final class OwnArrays {
  /** Longer ones are made each time, so that a thread does not hold on to much memory. */
  private static final int LONGEST_KEPT = 1 << 18;

  private final ThreadLocal<float[][]> arrays;

  public OwnArrays(int count) {
    arrays = ThreadLocal.withInitial(() -> new float[count][0]);
  }

  /** This thread's array of that number, for at least so many numbers. */
  public float[] get(int number, int length) {
    if (length > LONGEST_KEPT) {
      return new float[length];
    }
    float[][] all = arrays.get();
    if (all[number].length < length) {
      all[number] = new float[length];
    }
    return all[number];
  }

  /** The same with a copy of those numbers at its beginning. */
  public float[] copy(int number, Floats from) {
    float[] copy = get(number, from.length());
    from.buffer().get(0, copy, 0, from.length());
    return copy;
  }
}
