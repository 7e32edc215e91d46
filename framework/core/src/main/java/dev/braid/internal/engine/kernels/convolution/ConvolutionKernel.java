package dev.braid.internal.engine.kernels.convolution;

import dev.braid.Activation;
import dev.braid.internal.compute.Floats;
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
import dev.braid.layers.convolutional.BaseConv;
import dev.braid.layers.convolutional.BaseDepthwiseConv;
import dev.braid.layers.convolutional.WindowLayer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Convolutions over sequences, images and volumes by oneDNN, relu included; one of each channel by
 * itself has a group for each.
 */
public final class ConvolutionKernel extends FastKernel {
  private final WindowLayer<?> layer;

  private ConvolutionKernel(WindowLayer<?> layer, Kernel portable) {
    super(portable);
    this.layer = layer;
  }

  public static Kernel of(BaseConv<?> layer, Kernel portable) {
    return OneDnn.available() ? new ConvolutionKernel(layer, portable) : portable;
  }

  public static Kernel of(BaseDepthwiseConv<?> layer, Kernel portable) {
    return OneDnn.available() ? new ConvolutionKernel(layer, portable) : portable;
  }

  private WindowGeometry geometry(INDArray x) {
    if (layer instanceof BaseConv<?> conv) {
      return LayerWindows.over(x, layer.window(), conv.filters(), Math.toIntExact(conv.groups()));
    }
    long channels = x.size(-1);
    long multiplier = ((BaseDepthwiseConv<?>) layer).depthMultiplier();
    return LayerWindows.over(x, layer.window(), channels * multiplier, Math.toIntExact(channels));
  }

  private record Slid(Floats x, OneDnnConvolution convolver, ActivationResult out)
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
    outputSpec(layer, x.array());
    WindowGeometry geometry = geometry(x.array());
    Activation activation = activation(layer.activation(), call);
    boolean relu = activation == Activation.RELU;
    OneDnnConvolution convolver = OneDnnConvolution.of(geometry, layer.useBias(), relu);
    Floats out = empty(LayerWindows.output(geometry, layer.rank()));
    convolver.forward(
        x, weight(call, kernel()), layer.useBias() ? weight(call, bias()) : null, out);
    ActivationResult activated = ActivationResult.rest(activation, out, call.hasBackwardPass());
    if (call.hasBackwardPass()) {
      call.save(new Slid(x, convolver, activated));
    }
    return new MaskedArray[] {new MaskedArray(activated.result().array(), null)};
  }

  @Override
  protected INDArray[] computeBackward(KernelCall call, INDArray[] outputGradients) {
    Slid slid = (Slid) call.saved();
    Floats outputGradient = slid.out().back(dense(outputGradients[0]));
    if (kernel().trainable()) {
      Floats gradient = gradientBuffer(call, kernel());
      Floats ofBias = layer.useBias() ? gradientBuffer(call, bias()) : null;
      slid.convolver().weights(slid.x(), outputGradient, gradient, ofBias);
      commitGradient(call, kernel(), gradient);
      if (ofBias != null) {
        commitGradient(call, bias(), ofBias);
      }
    }
    if (!call.requiresGradient(0)) {
      return new INDArray[1];
    }
    Floats back = empty(slid.x().array().shape());
    slid.convolver().input(outputGradient, weight(call, kernel()), back);
    return new INDArray[] {back.array()};
  }
}
