package dev.braid.internal.engine.kernels.support;

import dev.braid.internal.compute.ThreadLocalArrays;
import dev.braid.internal.compute.VectorizedLoops;

/** Smooth activations and their derivatives, as loops that C2 vectorizes. */
final class SmoothActivations {
  /** The density of the normal distribution at 0: one over the square root of two pi. */
  private static final float DENSITY_AT_ZERO = 0.3989423f;

  /** The distance beyond which the tail of a normal distribution is 0 in float32. */
  private static final float TAIL_LIMIT = 20;

  private static final float HUGE = 3e38f;

  private static final ThreadLocalArrays BUFFERS = new ThreadLocalArrays(2);

  private SmoothActivations() {}

  static void tanhBackward(float[] gradient, float[] result, int length) {
    for (int i = 0; i < length; i++) {
      gradient[i] = gradient[i] * (1 - result[i] * result[i]);
    }
  }

  static void sigmoidBackward(float[] gradient, float[] result, int length) {
    for (int i = 0; i < length; i++) {
      gradient[i] = gradient[i] * result[i] * (1 - result[i]);
    }
  }

  static void elu(float[] x, float positiveFactor, float negativeFactor, int length) {
    float[] negative = BUFFERS.get(0, length);
    for (int i = 0; i < length; i++) {
      negative[i] = Math.min(x[i], 0f);
    }
    Exponentials.ofThread(length).expm1(negative, negative, length);
    for (int i = 0; i < length; i++) {
      x[i] = Math.max(x[i], 0f) * positiveFactor + negative[i] * negativeFactor;
    }
  }

  /** Computes the gradient; at zero the derivative is that of the negative side. */
  static void eluBackward(
      float[] gradient, float[] result, float positiveFactor, float negativeFactor, int length) {
    for (int i = 0; i < length; i++) {
      float above = PiecewiseActivations.above(result[i]);
      gradient[i] *=
          above * positiveFactor + (1 - above) * (Math.min(result[i], 0f) + negativeFactor);
    }
  }

  /** Computes the gradient from the result y, of which the derivative is 1 - exp(-y). */
  static void softplusBackward(float[] gradient, float[] result, int length) {
    float[] expm1 = BUFFERS.get(0, length);
    for (int i = 0; i < length; i++) {
      expm1[i] = -result[i];
    }
    Exponentials.ofThread(length).expm1(expm1, expm1, length);
    for (int i = 0; i < length; i++) {
      gradient[i] *= -expm1[i];
    }
  }

  static void logSigmoid(float[] x, int length) {
    for (int i = 0; i < length; i++) {
      x[i] = -x[i];
    }
    Exponentials.ofThread(length).softplus(x, length);
    for (int i = 0; i < length; i++) {
      x[i] = -x[i];
    }
  }

  static void logSigmoidBackward(float[] gradient, float[] result, int length) {
    float[] expm1 = BUFFERS.get(0, length);
    Exponentials.ofThread(length).expm1(result, expm1, length);
    for (int i = 0; i < length; i++) {
      gradient[i] *= -expm1[i];
    }
  }

  static void softsign(float[] x, int length) {
    for (int i = 0; i < length; i++) {
      x[i] = x[i] / (Math.abs(x[i]) + 1);
    }
  }

  static void softsignBackward(float[] gradient, float[] result, int length) {
    for (int i = 0; i < length; i++) {
      float difference = 1 - Math.abs(result[i]);
      gradient[i] *= difference * difference;
    }
  }

  static void squareplus(float[] x, int length) {
    for (int i = 0; i < length; i++) {
      float root = (float) Math.sqrt(x[i] * x[i] + 4);
      x[i] = Math.max(x[i], 0f) + 2 / (root + Math.abs(x[i]));
    }
  }

  static void squareplusBackward(float[] gradient, float[] result, int length) {
    for (int i = 0; i < length; i++) {
      gradient[i] *= result[i] / (result[i] + 1 / result[i]);
    }
  }

  static void tanhShrink(float[] x, int length) {
    float[] tanh = BUFFERS.get(0, length);
    TanhApproximation.tanh(x, tanh, length);
    for (int i = 0; i < length; i++) {
      x[i] -= tanh[i];
    }
  }

  static void tanhShrinkBackward(float[] gradient, float[] in, int length) {
    float[] tanh = BUFFERS.get(0, length);
    TanhApproximation.tanh(in, tanh, length);
    for (int i = 0; i < length; i++) {
      gradient[i] *= tanh[i] * tanh[i];
    }
  }

  static void gelu(float[] x, int length) {
    float[] density = BUFFERS.get(0, length);
    float[] tail = BUFFERS.get(1, length);
    Exponentials.ofThread(length).normal(x, density, tail, length);
    subtractTail(x, tail, length);
  }

  private static void subtractTail(float[] x, float[] tail, int length) {
    for (int i = 0; i < length; i++) {
      x[i] = Math.max(x[i], 0f) - Math.min(Math.abs(x[i]), TAIL_LIMIT) * tail[i];
    }
  }

  static void geluBackward(float[] gradient, float[] in, int length) {
    float[] density = BUFFERS.get(0, length);
    float[] tail = BUFFERS.get(1, length);
    Exponentials.ofThread(length).normal(in, density, tail, length);
    multiplyGeluDerivative(gradient, in, density, tail, length);
  }

  private static void multiplyGeluDerivative(
      float[] gradient, float[] in, float[] density, float[] tail, int length) {
    for (int i = 0; i < length; i++) {
      density[i] *= Math.max(-TAIL_LIMIT, Math.min(TAIL_LIMIT, in[i])) * DENSITY_AT_ZERO;
    }
    for (int i = 0; i < length; i++) {
      float sign = Math.max(-1f, Math.min(1f, in[i] * HUGE * HUGE));
      density[i] += 0.5f + sign * (0.5f - tail[i]);
    }
    VectorizedLoops.multiply(gradient, density, length);
  }

  /** Returns {@code exp(-x)} in an array of this thread. */
  private static float[] expOfNegative(float[] x, int length) {
    float[] exp = BUFFERS.get(0, length);
    for (int i = 0; i < length; i++) {
      exp[i] = -x[i];
    }
    Exponentials.ofThread(length).exp(exp, exp, length);
    return exp;
  }

  static void silu(float[] x, int length) {
    float[] exp = expOfNegative(x, length);
    for (int i = 0; i < length; i++) {
      x[i] = x[i] / (1 + exp[i]);
    }
  }

  static void siluBackward(float[] gradient, float[] in, int length) {
    float[] exp = expOfNegative(in, length);
    for (int i = 0; i < length; i++) {
      float gate = 1 / (1 + exp[i]);
      gradient[i] *= gate * (1 + in[i] * (1 - gate));
    }
  }

  /** Returns {@code exp(x)} in an array of this thread, clipped where mish equals its input. */
  private static float[] clippedExp(float[] x, int length) {
    float[] exp = BUFFERS.get(0, length);
    for (int i = 0; i < length; i++) {
      exp[i] = Math.min(x[i], TAIL_LIMIT);
    }
    Exponentials.ofThread(length).exp(exp, exp, length);
    return exp;
  }

  /** Computes mish, in which the tanh of a softplus is a quotient of powers of exp(x). */
  static void mish(float[] x, int length) {
    float[] exp = clippedExp(x, length);
    for (int i = 0; i < length; i++) {
      float square = exp[i] * (exp[i] + 2);
      x[i] = x[i] * (square / (square + 2));
    }
  }

  static void mishBackward(float[] gradient, float[] in, int length) {
    float[] exp = clippedExp(in, length);
    for (int i = 0; i < length; i++) {
      float square = exp[i] * (exp[i] + 2);
      float inverse = 1 / (square + 2);
      gradient[i] *= square * inverse + 4 * in[i] * exp[i] * ((exp[i] + 1) * inverse) * inverse;
    }
  }
}
