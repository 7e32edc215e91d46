package dev.braid.internal.engine.kernels.support;

/**
 * Activations made of straight pieces, and their derivatives, as loops that the compiler
 * vectorizes.
 *
 * <p><b>Idea.</b> C2 of JDK 17 vectorizes loops without branches only, and a step function (1 above
 * a corner and 0 below it) is a branch. So it is computed: {@code min(1, max(0, d) HUGE HUGE)} of
 * the distance d to the corner. The smallest float above 0, 1.4e-45, times 3e38 twice is 1.3e32,
 * beyond 1; 0 stays 0, an infinite distance gives 1, and NaN stays NaN. In one multiplication the
 * factor would overflow.
 *
 * <p><b>Corners.</b> Each derivative takes the side that Keras takes at the corner itself, which
 * the layers' own calls are the oracle for.
 */
public final class PiecewiseActivations {
  /** Multiplied by this twice, even the smallest distance is larger than 1. */
  private static final float HUGE = 3e38f;

  private PiecewiseActivations() {}

  /** 1 for elements above 0, else 0. */
  public static float above(float distance) {
    return Math.min(1f, Math.max(0f, distance) * HUGE * HUGE);
  }

  /** The same for distances that are not infinite, in fewer instructions than a maximum takes. */
  public static float aboveFinite(float distance) {
    return Math.min(1f, (distance + Math.abs(distance)) * HUGE * HUGE);
  }

  /** Tiny gradients are set to zero, since CPUs are slow with the smallest floats. */
  static void reluBack(float[] gradient, float[] result, int length) {
    for (int i = 0; i < length; i++) {
      float open = Math.min(1f, result[i] * HUGE * HUGE);
      gradient[i] = ((gradient[i] + 1e-20f) - 1e-20f) * open;
    }
  }

  static void leaky(float[] x, float gradient, int length) {
    for (int i = 0; i < length; i++) {
      x[i] = Math.max(x[i], 0f) + Math.min(x[i], 0f) * gradient;
    }
  }

  static void leakyBack(float[] gradient, float[] result, float below, int length) {
    for (int i = 0; i < length; i++) {
      gradient[i] *= 1 - above(-result[i]) * (1 - below);
    }
  }

  /** The threshold is not below 0. */
  static void bounded(float[] x, float threshold, float below, float limit, int length) {
    for (int i = 0; i < length; i++) {
      float open = Math.max(x[i], threshold) * above(x[i] - threshold);
      x[i] = Math.min(limit, open) - Math.max(threshold - x[i], 0f) * below;
    }
  }

  static void boundedBack(
      float[] gradient, float[] in, float threshold, float below, float limit, int length) {
    for (int i = 0; i < length; i++) {
      float open = above(in[i] - threshold) * (1 - above(in[i] - limit));
      gradient[i] *= open + above(threshold - in[i]) * below;
    }
  }

  static void ramp(float[] x, float shift, float low, float high, float scale, int length) {
    for (int i = 0; i < length; i++) {
      x[i] = Math.max(low, Math.min(high, x[i] + shift)) * scale;
    }
  }

  /** The corners belong to the ramp. */
  static void rampBack(
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

  static void hardSwishBack(float[] gradient, float[] in, int length) {
    for (int i = 0; i < length; i++) {
      float x = in[i] + 3;
      float inside = 1 - above(Math.max(-x, x - 6));
      float turn = Math.max(-3f, Math.min(3f, in[i])) * inside;
      gradient[i] *= (Math.max(0f, Math.min(6f, x)) + turn) * (1f / 6);
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

  static void shrunkBack(float[] gradient, float[] result, int length) {
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

  static void sparsePlusBack(float[] gradient, float[] in, int length) {
    for (int i = 0; i < length; i++) {
      gradient[i] *= (Math.max(-1f, Math.min(1f, in[i])) + 1) * 0.5f;
    }
  }
}
