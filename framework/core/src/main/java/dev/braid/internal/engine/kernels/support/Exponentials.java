package dev.braid.internal.engine.kernels.support;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/**
 * Exponentials of whole arrays, and functions based on them, as loops that C2 vectorizes; {@link
 * Math#exp} takes about 50 times as long.
 *
 * <p><b>Exponential.</b> exp(x) = 2^n exp(r), with n the integer nearest to x / ln 2 and r = x - n
 * ln 2, at most 0.35 (Cody and Waite, Software Manual for the Elementary Functions, 1980). Adding
 * 1.5 2^23 rounds to n and leaves it in the last bits of the float. ln 2 is subtracted in two
 * parts, the first of which has so few bits that its product with n is exact. exp(r) - 1 is a
 * minimax polynomial whose error is below half a unit in the last place. 2^(n - 1) is created by
 * writing n - 1 to the exponent, and the result is doubled, since 2^128 is not a float but results
 * above 2^127 are.
 *
 * <p><b>Other functions.</b> exp(x) - 1 is the sum of 2^n (exp(r) - 1) and 2^n - 1, so that nothing
 * cancels near 0. log(1 + e) = 2 artanh(e / (2 + e)) has an argument up to 1/3, for which few terms
 * of a series suffice. The tail of the normal distribution is its density times a polynomial in t =
 * 1 / (1 + 0.3 |x|), similar to Abramowitz and Stegun, 7.1.26.
 *
 * <p><b>Errors</b> in units in the last place: exp 1.2 (0 below -86.99, infinite above 88.73),
 * expm1 1, softplus 3; the tail 4.4e-7 absolutely and 2.3e-6 relatively up to |x| = 9. NaN stays
 * NaN.
 *
 * <p><b>Loops</b> are short and separate, since C2 of JDK 17 vectorizes only simple ones, and none
 * that converts a float's bits to an int; those pass through a buffer with two views instead.
 */
final class Exponentials {
  /** The bounds beyond which the exponential is 0 or infinite in float32. */
  private static final float LOW = -87.68f;

  /** At most 128.5 ln 2, since 2^128, which the next integer requires, is no float. */
  private static final float HIGH = 89;

  private static final float INVERSE_LN2 = 1.442695f;

  /** The logarithm of 2 in two parts; integer multiples of the first part are exact. */
  private static final float LN2 = 0.693145751953125f;

  private static final float LN2_REST = 1.42860677e-6f;

  /** A summand that rounds a value to an integer, which is then in its last bits. */
  private static final float ROUNDING = 12_582_912f;

  private static final ThreadLocal<Exponentials> INSTANCES =
      ThreadLocal.withInitial(() -> new Exponentials(0));

  private final float[] rest;
  private final float[] power;
  private final int[] bits;
  private final FloatBuffer floats;
  private final IntBuffer ints;

  private Exponentials(int length) {
    rest = new float[length];
    power = new float[length];
    bits = new int[length];
    ByteBuffer memory = ByteBuffer.allocateDirect(4 * length).order(ByteOrder.nativeOrder());
    floats = memory.asFloatBuffer();
    ints = memory.asIntBuffer();
  }

  /** Returns the calling thread's instance, for arrays up to the given length. */
  static Exponentials ofThread(int length) {
    Exponentials instance = INSTANCES.get();
    if (instance.rest.length < length) {
      instance = new Exponentials(length);
      INSTANCES.set(instance);
    }
    return instance;
  }

  /** Computes {@code to = exp(from)}; both may be the same array. */
  void exp(float[] from, float[] to, int length) {
    split(from, length);
    combineExp(power, rest, to, length);
  }

  /** Computes {@code to = exp(from) - 1} for elements up to 0; both may be the same array. */
  void expm1(float[] from, float[] to, int length) {
    split(from, length);
    combineExpm1(power, rest, to, length);
  }

  /** Computes {@code x = log(1 + exp(x))}. */
  void softplus(float[] x, int length) {
    for (int i = 0; i < length; i++) {
      rest[i] = -Math.abs(x[i]);
    }
    split(rest, length);
    combineExp(power, rest, rest, length);
    for (int i = 0; i < length; i++) {
      rest[i] = rest[i] / (rest[i] + 2);
    }
    logarithm(rest, x, length);
  }

  /**
   * Computes the density of the normal distribution without its factor, {@code exp(-x²/2)}, and the
   * probability of the tail beyond x on its side of 0.
   */
  void normal(float[] x, float[] density, float[] tail, int length) {
    for (int i = 0; i < length; i++) {
      rest[i] = -0.5f * x[i] * x[i];
    }
    exp(rest, density, length);
    for (int i = 0; i < length; i++) {
      rest[i] = 1 / (1 + 0.3f * Math.abs(x[i]));
    }
    tail(rest, density, tail, length);
  }

  /** Computes 2^(n - 1) in one array and exp(r) - 1 in the other. */
  private void split(float[] x, int length) {
    for (int i = 0; i < length; i++) {
      rest[i] = Math.max(LOW, Math.min(HIGH, x[i]));
    }
    for (int i = 0; i < length; i++) {
      power[i] = rest[i] * INVERSE_LN2 + ROUNDING;
    }
    floats.put(0, power, 0, length);
    ints.get(0, bits, 0, length);
    remainder(power, rest, length);
    for (int i = 0; i < length; i++) {
      bits[i] = (bits[i] + 126) << 23;
    }
    ints.put(0, bits, 0, length);
    floats.get(0, power, 0, length);
    polynomial(rest, length);
  }

  private static void remainder(float[] rounded, float[] x, int length) {
    for (int i = 0; i < length; i++) {
      float integer = rounded[i] - ROUNDING;
      x[i] = (x[i] - integer * LN2) - integer * LN2_REST;
    }
  }

  private static void polynomial(float[] x, int length) {
    for (int i = 0; i < length; i++) {
      float r = x[i];
      x[i] =
          r
              + r
                  * r
                  * ((((1.3814536e-3f * r + 8.3687454e-3f) * r + 4.1668393e-2f) * r + 0.16666521f)
                          * r
                      + 0.49999994f);
    }
  }

  private static void combineExp(float[] power, float[] rest, float[] to, int length) {
    for (int i = 0; i < length; i++) {
      to[i] = (power[i] + power[i] * rest[i]) * 2;
    }
  }

  private static void combineExpm1(float[] power, float[] rest, float[] to, int length) {
    for (int i = 0; i < length; i++) {
      to[i] = (power[i] * rest[i] + (power[i] - 0.5f)) * 2;
    }
  }

  /** Adds {@code log((1 + w) / (1 - w))} to the positive part, for w up to a third. */
  private static void logarithm(float[] w, float[] x, int length) {
    for (int i = 0; i < length; i++) {
      float z = w[i] * w[i];
      float series =
          (((0.12150467f * z + 0.1071383f) * z + 0.14308442f) * z + 0.19999439f) * z + 0.33333337f;
      x[i] = Math.max(x[i], 0f) + 2 * (w[i] + w[i] * z * series);
    }
  }

  private static void tail(float[] near, float[] density, float[] tail, int length) {
    for (int i = 0; i < length; i++) {
      float t = near[i];
      float sum =
          ((((((0.03567478f * t - 0.15720311f) * t + 0.20635335f) * t - 0.05368367f) * t
                              + 0.12856165f)
                          * t
                      + 0.099913485f)
                  * t
              + 0.12075396f);
      tail[i] = (sum * t + 0.1196293f) * t * density[i];
    }
  }
}
