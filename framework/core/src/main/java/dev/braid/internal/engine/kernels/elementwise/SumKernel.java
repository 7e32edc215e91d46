package dev.braid.internal.engine.kernels.elementwise;

import dev.braid.internal.compute.BlockwiseLoops;
import dev.braid.internal.compute.Floats;
import dev.braid.internal.compute.VectorizedLoops;
import dev.braid.internal.engine.kernels.Kernel;
import dev.braid.internal.engine.kernels.KernelCall;
import dev.braid.layers.merging.Average;
import dev.braid.layers.merging.Merge;
import dev.braid.layers.merging.Subtract;

/** Sums, differences and averages: each gradient is a multiple of the output's. */
final class SumKernel extends MergeKernel {
  private final Merge<?> layer;

  SumKernel(Merge<?> layer, Kernel portable) {
    super(portable);
    this.layer = layer;
  }

  @Override
  boolean passesMask() {
    return true;
  }

  /** Returns the coefficient of an input in the result. */
  private float coefficient(int input, int count) {
    if (layer instanceof Average) {
      return 1f / count;
    }
    return layer instanceof Subtract && input > 0 ? -1 : 1;
  }

  @Override
  Floats[] merge(KernelCall call, Floats[] in, Floats out) {
    boolean relu = call.fuseRelu();
    float firstCoefficient = coefficient(0, in.length);
    Floats sum = in[0];
    for (int i = 1; i < in.length; i++) {
      float before = i == 1 ? firstCoefficient : 1;
      float coefficient = coefficient(i, in.length);
      boolean appliesRelu = relu && i == in.length - 1;
      BlockwiseLoops.over(
          (blocks, length) -> {
            combine(blocks[0], before, blocks[1], coefficient, length);
            if (appliesRelu) {
              VectorizedLoops.relu(blocks[0], length);
            }
          },
          out,
          sum,
          in[i]);
      sum = out;
    }
    return new Floats[0];
  }

  private static void combine(
      float[] to, float before, float[] summand, float coefficient, int length) {
    for (int i = 0; i < length; i++) {
      to[i] = to[i] * before + summand[i] * coefficient;
    }
  }

  private static Floats scaled(Floats from, float by, Floats to) {
    BlockwiseLoops.over((blocks, length) -> VectorizedLoops.scale(blocks[0], by, length), to, from);
    return to;
  }

  @Override
  Floats[] gradients(
      Floats[] in, Floats out, Floats[] intermediate, Floats gradient, boolean[] required) {
    Floats[] inputGradients = new Floats[in.length];
    for (int i = 0; i < inputGradients.length; i++) {
      float coefficient = coefficient(i, in.length);
      if (required[i]) {
        inputGradients[i] =
            coefficient == 1
                ? gradient
                : scaled(gradient, coefficient, empty(gradient.array().shape()));
      }
    }
    return inputGradients;
  }
}
