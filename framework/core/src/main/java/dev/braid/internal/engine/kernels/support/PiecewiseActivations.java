package dev.braid.internal.engine.kernels.support;

/**
 * Piecewise linear and quadratic activations and their derivatives, as loops that C2 vectorizes.
 *
 * <p><b>Idea.</b> C2 of JDK 17 vectorizes only loops without branches, and a step function (1 above
 * a corner and 0 below it) is a branch. So it is computed as {@code min(1, max(0, d) HUGE HUGE)} of
 * the difference d to the corner. The smallest float above 0, 1.4e-45, times 3e38 twice is 1.3e32,
 * which exceeds 1; 0 stays 0, an infinite difference gives 1, and NaN stays NaN. A single factor
 * would overflow.
 *
 * <p><b>Corners.</b> At a corner, each derivative has the value of Keras' derivative; tests compare
 * with the layers' own calls.
 */
public final class PiecewiseActivations {
  /** A factor that, applied twice, makes even the smallest difference larger than 1. */
  private static final float HUGE = 3e38f;

  private PiecewiseActivations() {}

  /** Returns 1 for values above 0, otherwise 0. */
  public static float above(float difference) {
    return Math.min(1f, Math.max(0f, difference) * HUGE * HUGE);
  }

  /** Returns the same for finite differences, in fewer instructions. */
  public static float aboveFinite(float difference) {
    return Math.min(1f, (difference + Math.abs(difference)) * HUGE * HUGE);
  }

  /** Replaces tiny gradients by zero, since CPUs are slow with subnormal floats. */
  static void reluBackward(float[] gradient, float[] result, int length) {
    for (int i = 0; i < length; i++) {
      float derivative = Math.min(1f, result[i] * HUGE * HUGE);
      gradient[i] = ((gradient[i] + 1e-20f) - 1e-20f) * derivative;
    }
  }

  static void leaky(float[] x, float negativeSlope, int length) {
    for (int i = 0; i < length; i++) {
      x[i] = Math.max(x[i], 0f) + Math.min(x[i], 0f) * negativeSlope;
    }
  }

  static void leakyBackward(float[] gradient, float[] result, float negativeSlope, int length) {
    for (int i = 0; i < length; i++) {
      gradient[i] *= 1 - above(-result[i]) * (1 - negativeSlope);
    }
  }

  /** Applies a rectifier with a threshold, which is not negative, and a limit. */
  static void bounded(float[] x, float threshold, float negativeSlope, float limit, int length) {
    for (int i = 0; i < length; i++) {
      float positive = Math.max(x[i], threshold) * above(x[i] - threshold);
      x[i] = Math.min(limit, positive) - Math.max(threshold - x[i], 0f) * negativeSlope;
    }
  }

  static void boundedBackward(
      float[] gradient, float[] in, float threshold, float negativeSlope, float limit, int length) {
    for (int i = 0; i < length; i++) {
      float derivative = above(in[i] - threshold) * (1 - above(in[i] - limit));
      gradient[i] *= derivative + above(threshold - in[i]) * negativeSlope;
    }
  }

  static void ramp(float[] x, float shift, float low, float high, float scale, int length) {
    for (int i = 0; i < length; i++) {
      x[i] = Math.max(low, Math.min(high, x[i] + shift)) * scale;
    }
  }

  /** Computes the gradient of a ramp; its corners belong to the ramp. */
  static void rampBackward(
      float[] gradient, float[] in, float shift, float low, float high, float scale, int length) {
    for (int i = 0; i < length; i++) {
      float x = in[i] + shift;
      gradient[i] *= scale * (1 - above(Math.max(low - x, x - high)));
    }
  }

  static void hardSwish(float[] x, int length) {
    for (int i = 0; i < length; i++) {
      x[i] = x[i] * Math.max(0f, Math.min(6f, x[i] + 3)) * (1f / 6);
    }
  }

  static void hardSwishBackward(float[] gradient, float[] in, int length) {
    for (int i = 0; i < length; i++) {
      float x = in[i] + 3;
      float inside = 1 - above(Math.max(-x, x - 6));
      float curvature = Math.max(-3f, Math.min(3f, in[i])) * inside;
      gradient[i] *= (Math.max(0f, Math.min(6f, x)) + curvature) * (1f / 6);
    }
  }

  static void softShrink(float[] x, int length) {
    for (int i = 0; i < length; i++) {
      x[i] = Math.max(x[i] - 0.5f, 0f) - Math.max(-0.5f - x[i], 0f);
    }
  }

  static void hardShrink(float[] x, int length) {
    for (int i = 0; i < length; i++) {
      x[i] *= above(Math.abs(x[i]) - 0.5f);
    }
  }

  static void shrunkBackward(float[] gradient, float[] result, int length) {
    for (int i = 0; i < length; i++) {
      gradient[i] *= above(Math.abs(result[i]));
    }
  }

  static void sparsePlus(float[] x, int length) {
    for (int i = 0; i < length; i++) {
      float y = Math.max(-1f, Math.min(1f, x[i])) + 1;
      x[i] = y * y * 0.25f + Math.max(x[i] - 1, 0f);
    }
  }

  static void sparsePlusBackward(float[] gradient, float[] in, int length) {
    for (int i = 0; i < length; i++) {
      gradient[i] *= (Math.max(-1f, Math.min(1f, in[i])) + 1) * 0.5f;
    }
  }
}
