package dev.braid.internal.engine.kernels.support;

import dev.braid.internal.compute.ThreadLocalArrays;

/**
 * Hyperbolic tangents of many numbers, by a quotient of polynomials.
 *
 * <p>Its error is that of float32's own rounding. The work is split into short loops, since the
 * compiler of JDK 17 makes vector instructions of such ones only.
 */
final class TanhApproximation {
  /** Beyond this the tangent is 1 in float32. */
  private static final float LIMIT = 7.9053111f;

  private static final ThreadLocalArrays OWN = new ThreadLocalArrays(2);

  private TanhApproximation() {}

  /** In place. */
  static void sigmoid(float[] x, int length) {
    float[] in = OWN.get(0, length);
    float[] over = OWN.get(1, length);
    for (int i = 0; i < length; i++) {
      in[i] = Math.max(-LIMIT, Math.min(LIMIT, x[i] * 0.5f));
    }
    over(in, over, length);
    quotient(in, over, length);
    for (int i = 0; i < length; i++) {
      x[i] = 0.5f * over[i] + 0.5f;
    }
  }

  /** {@code to = tanh(from)}; both may be one array. */
  static void tanh(float[] from, float[] to, int length) {
    float[] in = OWN.get(0, length);
    float[] over = OWN.get(1, length);
    for (int i = 0; i < length; i++) {
      in[i] = Math.max(-LIMIT, Math.min(LIMIT, from[i]));
    }
    over(in, over, length);
    quotient(in, over, length);
    System.arraycopy(over, 0, to, 0, length);
  }

  private static void over(float[] in, float[] out, int length) {
    for (int i = 0; i < length; i++) {
      float x = in[i];
      float y = x * x;
      out[i] =
          ((((((-2.76076847742355e-16f * y + 2.00018790482477e-13f) * y - 8.60467152213735e-11f) * y
                                          + 5.12229709037114e-08f)
                                      * y
                                  + 1.48572235717979e-05f)
                              * y
                          + 6.37261928875436e-04f)
                      * y
                  + 4.89352455891786e-03f)
              * x;
    }
  }

  private static void quotient(float[] in, float[] out, int length) {
    for (int i = 0; i < length; i++) {
      float x = in[i];
      float y = x * x;
      out[i] =
          out[i]
              / (((1.19825839466702e-06f * y + 1.18534705686654e-04f) * y + 2.26843463243900e-03f)
                      * y
                  + 4.89352518554385e-03f);
    }
  }
}
