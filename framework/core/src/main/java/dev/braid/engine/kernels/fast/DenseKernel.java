package dev.braid.engine.kernels.fast;

import dev.braid.Activation;
import dev.braid.engine.fast.Floats;
import dev.braid.engine.fast.Gemm;
import dev.braid.engine.kernels.Kernel;
import dev.braid.engine.kernels.KernelCall;
import dev.braid.engine.kernels.MaskedArray;
import dev.braid.graph.LayerState;
import dev.braid.graph.WeightCell;
import dev.braid.layers.core.Dense;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Dense layers: bias and relu within the product, and no gradient that nobody asked for. */
final class DenseKernel extends FastKernel {
  private final Dense layer;

  DenseKernel(Dense layer, Kernel portable) {
    super(portable);
    this.layer = layer;
  }

  private record Rows(Floats x, int count, int width, Activated out) implements SavedState {}

  private WeightCell kernel() {
    return LayerState.of(layer).cell("kernel");
  }

  private WeightCell bias() {
    return LayerState.of(layer).cell("bias");
  }

  @Override
  MaskedArray[] computeForward(KernelCall call, MaskedArray[] inputs) {
    Floats x = dense(inputs[0].array());
    long[] shape = x.array().shape().clone();
    int width = Math.toIntExact(shape[shape.length - 1]);
    int count = x.length() / width;
    int units = Math.toIntExact(layer.units());
    shape[shape.length - 1] = units;
    Floats out = empty(shape);
    Activation activation = activation(layer.activation(), call);
    boolean relu = activation == Activation.RELU;
    Gemm.affine(
        count,
        units,
        width,
        x,
        weight(call, kernel()),
        layer.useBias() ? weight(call, bias()) : null,
        relu,
        out);
    Activated activated = Activated.rest(activation, out, call.hasBackwardPass());
    if (call.hasBackwardPass()) {
      call.save(new Rows(x, count, width, activated));
    }
    return new MaskedArray[] {new MaskedArray(activated.result().array(), inputs[0].mask())};
  }

  @Override
  INDArray[] computeBackward(KernelCall call, INDArray[] outputGradients) {
    Rows rows = (Rows) call.saved();
    int units = Math.toIntExact(layer.units());
    Floats slope = rows.out().back(dense(outputGradients[0]));
    if (kernel().trainable()) {
      Floats gradient = gradientBuffer(call, kernel());
      Gemm.product(
          true, false, rows.width(), units, rows.count(), rows.x(), slope, false, gradient);
      commitGradient(call, kernel(), gradient);
    }
    if (layer.useBias()) {
      biasGradient(call, bias(), slope);
    }
    if (!call.requiresGradient(0)) {
      return new INDArray[1];
    }
    Floats back = empty(rows.x().array().shape());
    Gemm.product(
        false, true, rows.count(), rows.width(), units, slope, weight(call, kernel()), false, back);
    return new INDArray[] {back.array()};
  }
}
