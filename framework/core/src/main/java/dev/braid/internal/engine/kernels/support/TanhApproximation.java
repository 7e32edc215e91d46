package dev.braid.internal.engine.kernels.support;

import dev.braid.internal.compute.ThreadLocalArrays;

/**
 * Hyperbolic tangents and sigmoids of whole arrays, as loops that C2 vectorizes.
 *
 * <p><b>Idea.</b> tanh is a quotient of two polynomials, odd of degree 13 over even of degree 6, on
 * the range in which it is not yet 1 in float32; arguments are clipped to this range. The
 * coefficients are those of Eigen ({@code generic_fast_tanh_float}), also used by TensorFlow and
 * XLA. The sigmoid is 0.5 tanh(x / 2) + 0.5.
 *
 * <p><b>Errors.</b> tanh at most 4.2e-7 absolutely and relatively (7 units in the last place), the
 * sigmoid 2.3e-7 absolutely. Far below 0 the sigmoid loses its relative precision: below -15.9 it
 * is 0. Gradients, which are functions of the result, have the same absolute precision, and losses
 * of probabilities clip at 1e-7, as in Keras.
 *
 * <p><b>Loops</b> are short and separate, since C2 of JDK 17 vectorizes only simple ones.
 */
final class TanhApproximation {
  /** The argument beyond which tanh is 1 in float32. */
  private static final float LIMIT = 7.9053111f;

  private static final ThreadLocalArrays BUFFERS = new ThreadLocalArrays(2);

  private TanhApproximation() {}

  /** Replaces elements by their sigmoids. */
  static void sigmoid(float[] x, int length) {
    float[] in = BUFFERS.get(0, length);
    float[] numerator = BUFFERS.get(1, length);
    for (int i = 0; i < length; i++) {
      in[i] = Math.max(-LIMIT, Math.min(LIMIT, x[i] * 0.5f));
    }
    numerator(in, numerator, length);
    divideByDenominator(in, numerator, length);
    for (int i = 0; i < length; i++) {
      x[i] = 0.5f * numerator[i] + 0.5f;
    }
  }

  /** Computes {@code to = tanh(from)}; both may be the same array. */
  static void tanh(float[] from, float[] to, int length) {
    float[] in = BUFFERS.get(0, length);
    float[] numerator = BUFFERS.get(1, length);
    for (int i = 0; i < length; i++) {
      in[i] = Math.max(-LIMIT, Math.min(LIMIT, from[i]));
    }
    numerator(in, numerator, length);
    divideByDenominator(in, numerator, length);
    System.arraycopy(numerator, 0, to, 0, length);
  }

  private static void numerator(float[] in, float[] out, int length) {
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

  private static void divideByDenominator(float[] in, float[] out, int length) {
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
