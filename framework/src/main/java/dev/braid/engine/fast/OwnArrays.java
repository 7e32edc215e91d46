package dev.braid.engine.fast;

/**
 * Arrays that belong to each thread and grow with what is asked for; anything may stand in them.
 */
public final class OwnArrays {
  private final ThreadLocal<float[][]> arrays;

  public OwnArrays(int count) {
    arrays = ThreadLocal.withInitial(() -> new float[count][0]);
  }

  /** This thread's array of that number, for at least so many numbers. */
  public float[] get(int number, int length) {
    float[][] all = arrays.get();
    if (all[number].length < length) {
      all[number] = new float[length];
    }
    return all[number];
  }
}
