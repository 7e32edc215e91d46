package dev.braid.internal.compute;

/**
 * Elementwise loops that many kernels share.
 *
 * <p>Each is one short loop over whole arrays from 0 on, without branches and calls, since C2 of
 * JDK 17 vectorizes no others.
 */
public final class VectorizedLoops {
  private VectorizedLoops() {}

  public static void add(float[] to, float[] more, int length) {
    for (int i = 0; i < length; i++) {
      to[i] += more[i];
    }
  }

  public static void multiply(float[] to, float[] by, int length) {
    for (int i = 0; i < length; i++) {
      to[i] *= by[i];
    }
  }

  public static void scale(float[] to, float by, int length) {
    for (int i = 0; i < length; i++) {
      to[i] *= by;
    }
  }

  /** {@code to = a b}. */
  public static void multiply(float[] a, float[] b, float[] to, int length) {
    for (int i = 0; i < length; i++) {
      to[i] = a[i] * b[i];
    }
  }

  /** Sets what is below zero to zero. */
  public static void relu(float[] x, int length) {
    for (int i = 0; i < length; i++) {
      x[i] = Math.max(x[i], 0f);
    }
  }
}
