package dev.braid.internal.engine.kernels.elementwise;

import dev.braid.internal.compute.BlockwiseLoops;
import dev.braid.internal.compute.Floats;
import dev.braid.internal.engine.kernels.Kernel;
import dev.braid.internal.engine.kernels.KernelCall;
import dev.braid.internal.engine.kernels.support.PiecewiseActivations;

/** The largest or smallest of inputs, one after the other; two that are equal share a gradient. */
final class ExtremeKernel extends MergeKernel {
  /** The limits that infinite elements are set to, so that their distance is not NaN. */
  private static final float MOST = 1.5e38f;

  private final boolean largest;

  ExtremeKernel(boolean largest, Kernel portable) {
    super(portable);
    this.largest = largest;
  }

  @Override
  boolean passesMask() {
    return false;
  }

  /** Gives the best ones of the first inputs, of the first two at first. */
  @Override
  Floats[] merge(KernelCall call, Floats[] in, Floats out) {
    Floats[] between = new Floats[in.length - 2];
    Floats best = in[0];
    for (int i = 1; i < in.length; i++) {
      Floats next = i == in.length - 1 ? out : empty(out.array().shape());
      if (i < in.length - 1) {
        between[i - 1] = next;
      }
      BlockwiseLoops.over(
          (blocks, length) -> choose(blocks[0], blocks[1], length), next, best, in[i]);
      best = next;
    }
    return between;
  }

  private void choose(float[] a, float[] b, int length) {
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
      Floats[] in, Floats out, Floats[] between, Floats gradient, boolean[] required) {
    Floats[] back = new Floats[in.length];
    Floats rest = gradient;
    for (int i = in.length - 1; i > 0; i--) {
      Floats before = i == 1 ? in[0] : between[i - 2];
      back[i] = share(rest, in[i], before);
      rest = share(rest, before, in[i]);
    }
    back[0] = rest;
    return back;
  }

  /** What of a gradient belongs to one of two. */
  private Floats share(Floats gradient, Floats own, Floats other) {
    Floats part = empty(gradient.array().shape());
    float sign = largest ? 1 : -1;
    BlockwiseLoops.over(
        (blocks, length) -> {
          ahead(blocks[1], blocks[2], sign, length);
          portion(blocks[0], blocks[1], length);
        },
        part,
        gradient,
        own,
        other);
    return part;
  }

  private static void ahead(float[] own, float[] other, float sign, int length) {
    for (int i = 0; i < length; i++) {
      float a = Math.max(-MOST, Math.min(MOST, own[i]));
      float b = Math.max(-MOST, Math.min(MOST, other[i]));
      own[i] = (a - b) * sign;
    }
  }

  /** All of it where one is ahead, half of it where they are equal. */
  private static void portion(float[] gradient, float[] ahead, int length) {
    for (int i = 0; i < length; i++) {
      gradient[i] *=
          0.5f
              + 0.5f
                  * (PiecewiseActivations.above(ahead[i]) - PiecewiseActivations.above(-ahead[i]));
    }
  }
}
