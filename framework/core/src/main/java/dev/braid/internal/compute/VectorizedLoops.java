package dev.braid.internal.compute;

/**
 * Elementwise loops that many kernels share.
 *
 * <p>Each is one short loop over whole arrays from index 0, without branches and calls, since C2 of
 * JDK 17 vectorizes only such loops.
 */
public final class VectorizedLoops {
  private VectorizedLoops() {}

  public static void add(float[] to, float[] summands, int length) {
    for (int i = 0; i < length; i++) {
      to[i] += summands[i];
    }
  }

  public static void multiply(float[] to, float[] factor, int length) {
    for (int i = 0; i < length; i++) {
      to[i] *= factor[i];
    }
  }

  public static void scale(float[] to, float factor, int length) {
    for (int i = 0; i < length; i++) {
      to[i] *= factor;
    }
  }

  /** Computes {@code to = a b}. */
  public static void multiply(float[] a, float[] b, float[] to, int length) {
    for (int i = 0; i < length; i++) {
      to[i] = a[i] * b[i];
    }
  }

  /** Sets negative elements to zero. */
  public static void relu(float[] x, int length) {
    for (int i = 0; i < length; i++) {
      x[i] = Math.max(x[i], 0f);
    }
  }
}
