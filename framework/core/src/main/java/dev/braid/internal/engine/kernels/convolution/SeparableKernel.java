package dev.braid.internal.engine.kernels.convolution;

import dev.braid.Activation;
import dev.braid.internal.compute.Floats;
import dev.braid.internal.compute.Gemm;
import dev.braid.internal.compute.OneDnnConvolution;
import dev.braid.internal.compute.WindowGeometry;
import dev.braid.internal.engine.kernels.Kernel;
import dev.braid.internal.engine.kernels.KernelCall;
import dev.braid.internal.engine.kernels.MaskedArray;
import dev.braid.internal.engine.kernels.support.ActivationResult;
import dev.braid.internal.engine.kernels.support.FastKernel;
import dev.braid.internal.environment.OneDnn;
import dev.braid.internal.graph.LayerState;
import dev.braid.internal.graph.WeightCell;
import dev.braid.layers.convolutional.BaseSeparableConv;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A depthwise convolution by oneDNN, then a matrix product that mixes channels. */
public final class SeparableKernel extends FastKernel {
  private final BaseSeparableConv<?> layer;

  private SeparableKernel(BaseSeparableConv<?> layer, Kernel portable) {
    super(portable);
    this.layer = layer;
  }

  public static Kernel of(BaseSeparableConv<?> layer, Kernel portable) {
    return OneDnn.available() ? new SeparableKernel(layer, portable) : portable;
  }

  private record Saved(
      Floats x, OneDnnConvolution convolution, Floats depthwise, ActivationResult out)
      implements SavedState {}

  private WeightCell cell(String name) {
    return LayerState.of(layer).cell(name);
  }

  private int filters() {
    return Math.toIntExact(layer.filters());
  }

  @Override
  protected MaskedArray[] computeForward(KernelCall call, MaskedArray[] inputs) {
    Floats x = dense(inputs[0].array());
    long[] shape = x.array().shape();
    outputSpec(layer, x.array());
    int channels = Math.toIntExact(shape[shape.length - 1]);
    int width = Math.toIntExact(channels * layer.depthMultiplier());
    WindowGeometry geometry = LayerWindows.over(x.array(), layer.window(), width, channels);
    OneDnnConvolution convolution = OneDnnConvolution.of(geometry, false, false);
    long[] outputShape = LayerWindows.output(geometry, layer.rank());
    Floats depthwise = empty(outputShape);
    convolution.forward(x, weight(call, cell("depthwise_kernel")), null, depthwise);
    outputShape[outputShape.length - 1] = filters();
    Floats out = empty(outputShape);
    Activation activation = activation(layer.activation(), call);
    boolean relu = activation == Activation.RELU;
    Gemm.affine(
        depthwise.length() / width,
        filters(),
        width,
        depthwise,
        weight(call, cell("pointwise_kernel")),
        layer.useBias() ? weight(call, cell("bias")) : null,
        relu,
        out);
    ActivationResult activated = ActivationResult.rest(activation, out, call.hasBackwardPass());
    if (call.hasBackwardPass()) {
      call.save(new Saved(x, convolution, depthwise, activated));
    }
    return new MaskedArray[] {new MaskedArray(activated.result().array(), null)};
  }

  @Override
  protected INDArray[] computeBackward(KernelCall call, INDArray[] outputGradients) {
    Saved saved = (Saved) call.saved();
    Floats outputGradient = saved.out().back(dense(outputGradients[0]));
    int filters = filters();
    int rows = outputGradient.length() / filters;
    int width = saved.depthwise().length() / rows;
    WeightCell depthwiseKernel = cell("depthwise_kernel");
    WeightCell pointwiseKernel = cell("pointwise_kernel");
    if (pointwiseKernel.trainable()) {
      Floats gradient = gradientBuffer(call, pointwiseKernel);
      Gemm.product(
          true, false, width, filters, rows, saved.depthwise(), outputGradient, false, gradient);
      commitGradient(call, pointwiseKernel, gradient);
    }
    if (layer.useBias()) {
      biasGradient(call, cell("bias"), outputGradient);
    }
    if (!call.requiresGradient(0) && !depthwiseKernel.trainable()) {
      return new INDArray[1];
    }
    Floats depthwiseGradient = empty(saved.depthwise().array().shape());
    Gemm.product(
        false,
        true,
        rows,
        width,
        filters,
        outputGradient,
        weight(call, pointwiseKernel),
        false,
        depthwiseGradient);
    if (depthwiseKernel.trainable()) {
      Floats gradient = gradientBuffer(call, depthwiseKernel);
      saved.convolution().weights(saved.x(), depthwiseGradient, gradient, null);
      commitGradient(call, depthwiseKernel, gradient);
    }
    if (!call.requiresGradient(0)) {
      return new INDArray[1];
    }
    Floats inputGradient = empty(saved.x().array().shape());
    saved.convolution().input(depthwiseGradient, weight(call, depthwiseKernel), inputGradient);
    return new INDArray[] {inputGradient.array()};
  }
}
