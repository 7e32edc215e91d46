package dev.braid.internal.engine.kernels.elementwise;

import dev.braid.internal.compute.BlockwiseLoops;
import dev.braid.internal.compute.Floats;
import dev.braid.internal.engine.kernels.Kernel;
import dev.braid.internal.engine.kernels.KernelCall;
import dev.braid.internal.engine.kernels.support.PiecewiseActivations;

/** The maximum or minimum of inputs, computed pairwise; equal elements divide the gradient. */
final class ExtremeKernel extends MergeKernel {
  /** The bound that infinite elements are clipped to, so that their difference is not NaN. */
  private static final float MAX_MAGNITUDE = 1.5e38f;

  private final boolean largest;

  ExtremeKernel(boolean largest, Kernel portable) {
    super(portable);
    this.largest = largest;
  }

  @Override
  boolean passesMask() {
    return false;
  }

  /**
   * Returns the intermediate results: those of the first two inputs, the first three, and so on.
   */
  @Override
  Floats[] merge(KernelCall call, Floats[] in, Floats out) {
    Floats[] intermediate = new Floats[in.length - 2];
    Floats extreme = in[0];
    for (int i = 1; i < in.length; i++) {
      Floats next = i == in.length - 1 ? out : empty(out.array().shape());
      if (i < in.length - 1) {
        intermediate[i - 1] = next;
      }
      BlockwiseLoops.over(
          (blocks, length) -> select(blocks[0], blocks[1], length), next, extreme, in[i]);
      extreme = next;
    }
    return intermediate;
  }

  private void select(float[] a, float[] b, int length) {
    if (largest) {
      for (int i = 0; i < length; i++) {
        a[i] = Math.max(a[i], b[i]);
      }
    } else {
      for (int i = 0; i < length; i++) {
        a[i] = Math.min(a[i], b[i]);
      }
    }
  }

  @Override
  Floats[] gradients(
      Floats[] in, Floats out, Floats[] intermediate, Floats gradient, boolean[] required) {
    Floats[] inputGradients = new Floats[in.length];
    Floats remaining = gradient;
    for (int i = in.length - 1; i > 0; i--) {
      Floats before = i == 1 ? in[0] : intermediate[i - 2];
      inputGradients[i] = gradientOf(remaining, in[i], before);
      remaining = gradientOf(remaining, before, in[i]);
    }
    inputGradients[0] = remaining;
    return inputGradients;
  }

  /** Returns the gradient of one of two inputs. */
  private Floats gradientOf(Floats gradient, Floats operand, Floats other) {
    Floats result = empty(gradient.array().shape());
    float sign = largest ? 1 : -1;
    BlockwiseLoops.over(
        (blocks, length) -> {
          subtract(blocks[1], blocks[2], sign, length);
          scaleBySign(blocks[0], blocks[1], length);
        },
        result,
        gradient,
        operand,
        other);
    return result;
  }

  private static void subtract(float[] operand, float[] other, float sign, int length) {
    for (int i = 0; i < length; i++) {
      float a = Math.max(-MAX_MAGNITUDE, Math.min(MAX_MAGNITUDE, operand[i]));
      float b = Math.max(-MAX_MAGNITUDE, Math.min(MAX_MAGNITUDE, other[i]));
      operand[i] = (a - b) * sign;
    }
  }

  /** Keeps the gradient of the selected element, half of it if both are equal. */
  private static void scaleBySign(float[] gradient, float[] difference, int length) {
    for (int i = 0; i < length; i++) {
      gradient[i] *=
          0.5f
              + 0.5f
                  * (PiecewiseActivations.above(difference[i])
                      - PiecewiseActivations.above(-difference[i]));
    }
  }
}
