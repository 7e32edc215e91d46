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

/** A convolution of each channel by itself by oneDNN, then a product that mixes channels. */
public final class SeparableKernel extends FastKernel {
  private final BaseSeparableConv<?> layer;

  private SeparableKernel(BaseSeparableConv<?> layer, Kernel portable) {
    super(portable);
    this.layer = layer;
  }

  public static Kernel of(BaseSeparableConv<?> layer, Kernel portable) {
    return OneDnn.available() ? new SeparableKernel(layer, portable) : portable;
  }

  private record Slid(Floats x, OneDnnConvolution convolver, Floats each, ActivationResult out)
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
    OneDnnConvolution convolver = OneDnnConvolution.of(geometry, false, false);
    long[] places = LayerWindows.output(geometry, layer.rank());
    Floats each = empty(places);
    convolver.forward(x, weight(call, cell("depthwise_kernel")), null, each);
    places[places.length - 1] = filters();
    Floats out = empty(places);
    Activation activation = activation(layer.activation(), call);
    boolean relu = activation == Activation.RELU;
    Gemm.affine(
        each.length() / width,
        filters(),
        width,
        each,
        weight(call, cell("pointwise_kernel")),
        layer.useBias() ? weight(call, cell("bias")) : null,
        relu,
        out);
    ActivationResult activated = ActivationResult.rest(activation, out, call.hasBackwardPass());
    if (call.hasBackwardPass()) {
      call.save(new Slid(x, convolver, each, activated));
    }
    return new MaskedArray[] {new MaskedArray(activated.result().array(), null)};
  }

  @Override
  protected INDArray[] computeBackward(KernelCall call, INDArray[] outputGradients) {
    Slid slid = (Slid) call.saved();
    Floats outputGradient = slid.out().back(dense(outputGradients[0]));
    int filters = filters();
    int rows = outputGradient.length() / filters;
    int width = slid.each().length() / rows;
    WeightCell first = cell("depthwise_kernel");
    WeightCell second = cell("pointwise_kernel");
    if (second.trainable()) {
      Floats gradient = gradientBuffer(call, second);
      Gemm.product(true, false, width, filters, rows, slid.each(), outputGradient, false, gradient);
      commitGradient(call, second, gradient);
    }
    if (layer.useBias()) {
      biasGradient(call, cell("bias"), outputGradient);
    }
    if (!call.requiresGradient(0) && !first.trainable()) {
      return new INDArray[1];
    }
    Floats atEach = empty(slid.each().array().shape());
    Gemm.product(
        false, true, rows, width, filters, outputGradient, weight(call, second), false, atEach);
    if (first.trainable()) {
      Floats gradient = gradientBuffer(call, first);
      slid.convolver().weights(slid.x(), atEach, gradient, null);
      commitGradient(call, first, gradient);
    }
    if (!call.requiresGradient(0)) {
      return new INDArray[1];
    }
    Floats back = empty(slid.x().array().shape());
    slid.convolver().input(atEach, weight(call, first), back);
    return new INDArray[] {back.array()};
  }
}
