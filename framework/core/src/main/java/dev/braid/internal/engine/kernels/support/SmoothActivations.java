package dev.braid.internal.engine.kernels.support;

import dev.braid.internal.compute.ThreadLocalArrays;
import dev.braid.internal.compute.VectorizedLoops;

/** Activations that are curves. */
final class SmoothActivations {
  /** One over the root of two pi. */
  private static final float BELL = 0.3989423f;

  /** Beyond this a normal distribution has nothing left in float32. */
  private static final float FAR = 20;

  private static final float HUGE = 3e38f;

  private static final ThreadLocalArrays OWN = new ThreadLocalArrays(2);

  private SmoothActivations() {}

  static void tanhBack(float[] gradient, float[] result, int length) {
    for (int i = 0; i < length; i++) {
      gradient[i] = gradient[i] * (1 - result[i] * result[i]);
    }
  }

  static void sigmoidBack(float[] gradient, float[] result, int length) {
    for (int i = 0; i < length; i++) {
      gradient[i] = gradient[i] * result[i] * (1 - result[i]);
    }
  }

  static void elu(float[] x, float right, float left, int length) {
    float[] below = OWN.get(0, length);
    for (int i = 0; i < length; i++) {
      below[i] = Math.min(x[i], 0f);
    }
    Exponentials.own(length).expm1(below, below, length);
    for (int i = 0; i < length; i++) {
      x[i] = Math.max(x[i], 0f) * right + below[i] * left;
    }
  }

  /** At zero it has the gradient of its left side. */
  static void eluBack(float[] gradient, float[] result, float right, float left, int length) {
    for (int i = 0; i < length; i++) {
      float above = PiecewiseActivations.above(result[i]);
      gradient[i] *= above * right + (1 - above) * (Math.min(result[i], 0f) + left);
    }
  }

  /** By the result y the gradient is 1 - exp(-y). */
  static void softplusBack(float[] gradient, float[] result, int length) {
    float[] less = OWN.get(0, length);
    for (int i = 0; i < length; i++) {
      less[i] = -result[i];
    }
    Exponentials.own(length).expm1(less, less, length);
    for (int i = 0; i < length; i++) {
      gradient[i] *= -less[i];
    }
  }

  static void logSigmoid(float[] x, int length) {
    for (int i = 0; i < length; i++) {
      x[i] = -x[i];
    }
    Exponentials.own(length).softplus(x, length);
    for (int i = 0; i < length; i++) {
      x[i] = -x[i];
    }
  }

  static void logSigmoidBack(float[] gradient, float[] result, int length) {
    float[] less = OWN.get(0, length);
    Exponentials.own(length).expm1(result, less, length);
    for (int i = 0; i < length; i++) {
      gradient[i] *= -less[i];
    }
  }

  static void softsign(float[] x, int length) {
    for (int i = 0; i < length; i++) {
      x[i] = x[i] / (Math.abs(x[i]) + 1);
    }
  }

  static void softsignBack(float[] gradient, float[] result, int length) {
    for (int i = 0; i < length; i++) {
      float rest = 1 - Math.abs(result[i]);
      gradient[i] *= rest * rest;
    }
  }

  static void squareplus(float[] x, int length) {
    for (int i = 0; i < length; i++) {
      float root = (float) Math.sqrt(x[i] * x[i] + 4);
      x[i] = Math.max(x[i], 0f) + 2 / (root + Math.abs(x[i]));
    }
  }

  static void squareplusBack(float[] gradient, float[] result, int length) {
    for (int i = 0; i < length; i++) {
      gradient[i] *= result[i] / (result[i] + 1 / result[i]);
    }
  }

  static void tanhShrink(float[] x, int length) {
    float[] curve = OWN.get(0, length);
    TanhApproximation.tanh(x, curve, length);
    for (int i = 0; i < length; i++) {
      x[i] -= curve[i];
    }
  }

  static void tanhShrinkBack(float[] gradient, float[] in, int length) {
    float[] curve = OWN.get(0, length);
    TanhApproximation.tanh(in, curve, length);
    for (int i = 0; i < length; i++) {
      gradient[i] *= curve[i] * curve[i];
    }
  }

  static void gelu(float[] x, int length) {
    float[] bell = OWN.get(0, length);
    float[] beyond = OWN.get(1, length);
    Exponentials.own(length).normal(x, bell, beyond, length);
    geluOf(x, beyond, length);
  }

  private static void geluOf(float[] x, float[] beyond, int length) {
    for (int i = 0; i < length; i++) {
      x[i] = Math.max(x[i], 0f) - Math.min(Math.abs(x[i]), FAR) * beyond[i];
    }
  }

  static void geluBack(float[] gradient, float[] in, int length) {
    float[] bell = OWN.get(0, length);
    float[] beyond = OWN.get(1, length);
    Exponentials.own(length).normal(in, bell, beyond, length);
    geluGradient(gradient, in, bell, beyond, length);
  }

  private static void geluGradient(
      float[] gradient, float[] in, float[] bell, float[] beyond, int length) {
    for (int i = 0; i < length; i++) {
      bell[i] *= Math.max(-FAR, Math.min(FAR, in[i])) * BELL;
    }
    for (int i = 0; i < length; i++) {
      float side = Math.max(-1f, Math.min(1f, in[i] * HUGE * HUGE));
      bell[i] += 0.5f + side * (0.5f - beyond[i]);
    }
    VectorizedLoops.multiply(gradient, bell, length);
  }

  /** {@code exp(-x)}, in an array of this thread. */
  private static float[] falling(float[] x, int length) {
    float[] power = OWN.get(0, length);
    for (int i = 0; i < length; i++) {
      power[i] = -x[i];
    }
    Exponentials.own(length).exp(power, power, length);
    return power;
  }

  static void silu(float[] x, int length) {
    float[] power = falling(x, length);
    for (int i = 0; i < length; i++) {
      x[i] = x[i] / (1 + power[i]);
    }
  }

  static void siluBack(float[] gradient, float[] in, int length) {
    float[] power = falling(in, length);
    for (int i = 0; i < length; i++) {
      float gate = 1 / (1 + power[i]);
      gradient[i] *= gate * (1 + in[i] * (1 - gate));
    }
  }

  /** {@code exp(x)} up to where the activation is a straight line. */
  private static float[] rising(float[] x, int length) {
    float[] power = OWN.get(0, length);
    for (int i = 0; i < length; i++) {
      power[i] = Math.min(x[i], FAR);
    }
    Exponentials.own(length).exp(power, power, length);
    return power;
  }

  /** The tangent of a softplus is a quotient of powers. */
  static void mish(float[] x, int length) {
    float[] power = rising(x, length);
    for (int i = 0; i < length; i++) {
      float square = power[i] * (power[i] + 2);
      x[i] = x[i] * (square / (square + 2));
    }
  }

  static void mishBack(float[] gradient, float[] in, int length) {
    float[] power = rising(in, length);
    for (int i = 0; i < length; i++) {
      float square = power[i] * (power[i] + 2);
      float under = 1 / (square + 2);
      gradient[i] *= square * under + 4 * in[i] * power[i] * ((power[i] + 1) * under) * under;
    }
  }
}
