package dev.braid.internal.engine.kernels.dense;

import dev.braid.Activation;
import dev.braid.internal.compute.Floats;
import dev.braid.internal.compute.Gemm;
import dev.braid.internal.engine.kernels.Kernel;
import dev.braid.internal.engine.kernels.KernelCall;
import dev.braid.internal.engine.kernels.MaskedArray;
import dev.braid.internal.engine.kernels.support.ActivationResult;
import dev.braid.internal.engine.kernels.support.FastKernel;
import dev.braid.internal.graph.LayerState;
import dev.braid.internal.graph.WeightCell;
import dev.braid.layers.core.Dense;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Dense layers, with bias and relu in the product, and only the gradients that are required. */
public final class DenseKernel extends FastKernel {
  private final Dense layer;

  public DenseKernel(Dense layer, Kernel portable) {
    super(portable);
    this.layer = layer;
  }

  private record SavedRows(Floats x, int count, int width, ActivationResult out)
      implements SavedState {}

  private WeightCell kernel() {
    return LayerState.of(layer).cell("kernel");
  }

  private WeightCell bias() {
    return LayerState.of(layer).cell("bias");
  }

  @Override
  protected MaskedArray[] computeForward(KernelCall call, MaskedArray[] inputs) {
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
    ActivationResult activated = ActivationResult.rest(activation, out, call.hasBackwardPass());
    if (call.hasBackwardPass()) {
      call.save(new SavedRows(x, count, width, activated));
    }
    return new MaskedArray[] {new MaskedArray(activated.result().array(), inputs[0].mask())};
  }

  @Override
  protected INDArray[] computeBackward(KernelCall call, INDArray[] outputGradients) {
    SavedRows saved = (SavedRows) call.saved();
    int units = Math.toIntExact(layer.units());
    Floats outputGradient = saved.out().back(dense(outputGradients[0]));
    if (kernel().trainable()) {
      Floats gradient = gradientBuffer(call, kernel());
      Gemm.product(
          true,
          false,
          saved.width(),
          units,
          saved.count(),
          saved.x(),
          outputGradient,
          false,
          gradient);
      commitGradient(call, kernel(), gradient);
    }
    if (layer.useBias()) {
      biasGradient(call, bias(), outputGradient);
    }
    if (!call.requiresGradient(0)) {
      return new INDArray[1];
    }
    Floats inputGradient = empty(saved.x().array().shape());
    Gemm.product(
        false,
        true,
        saved.count(),
        saved.width(),
        units,
        outputGradient,
        weight(call, kernel()),
        false,
        inputGradient);
    return new INDArray[] {inputGradient.array()};
  }
}
