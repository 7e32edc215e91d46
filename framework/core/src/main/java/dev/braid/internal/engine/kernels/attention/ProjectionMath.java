package dev.braid.internal.engine.kernels.attention;

import dev.braid.internal.compute.Floats;
import dev.braid.internal.compute.Gemm;
import dev.braid.internal.engine.kernels.KernelCall;
import dev.braid.internal.engine.kernels.support.FastKernel;
import dev.braid.internal.graph.LayerState;
import dev.braid.internal.graph.WeightCell;
import dev.braid.layers.attention.Projection;

/** A projection of attention as a matrix product, forward and backward. */
final class ProjectionMath {
  private final Projection layer;

  ProjectionMath(Projection layer) {
    this.layer = layer;
  }

  private WeightCell kernel() {
    return LayerState.of(layer).cell("kernel");
  }

  private WeightCell bias() {
    return LayerState.of(layer).cell("bias");
  }

  int units(int width) {
    return Math.toIntExact(kernel().spec().length()) / width;
  }

  /** Computes the projection of rows of {@code width} elements. */
  void forward(KernelCall call, Floats x, int width, Floats out) {
    Floats biasValues = layer.useBias() ? FastKernel.weight(call, bias()) : null;
    Floats weights = FastKernel.weight(call, kernel());
    Gemm.affine(x.length() / width, units(width), width, x, weights, biasValues, false, out);
  }

  /** Computes the gradients of the weights. */
  void weights(KernelCall call, Floats x, int width, Floats outputGradient) {
    int rows = x.length() / width;
    int units = units(width);
    if (kernel().trainable()) {
      Floats gradient = FastKernel.gradientBuffer(call, kernel());
      Gemm.product(true, false, width, units, rows, x, outputGradient, false, gradient);
      FastKernel.commitGradient(call, kernel(), gradient);
    }
    if (layer.useBias()) {
      FastKernel.biasGradient(call, bias(), outputGradient);
    }
  }

  /** Writes the gradient with respect to the input, or adds it to the array. */
  void input(KernelCall call, int width, Floats outputGradient, boolean add, Floats inputGradient) {
    int units = units(width);
    Floats weights = FastKernel.weight(call, kernel());
    Gemm.product(
        false,
        true,
        outputGradient.length() / units,
        width,
        units,
        outputGradient,
        weights,
        add,
        inputGradient);
  }
}
