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
 * Convolutions, grouped and depthwise ones included, over any number of axes by oneDNN, with relu.
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

  private record Saved(Floats x, OneDnnConvolution convolution, ActivationResult out)
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
    OneDnnConvolution convolution = OneDnnConvolution.of(geometry, layer.useBias(), relu);
    Floats out = empty(LayerWindows.output(geometry, layer.rank()));
    convolution.forward(
        x, weight(call, kernel()), layer.useBias() ? weight(call, bias()) : null, out);
    ActivationResult activated = ActivationResult.rest(activation, out, call.hasBackwardPass());
    if (call.hasBackwardPass()) {
      call.save(new Saved(x, convolution, activated));
    }
    return new MaskedArray[] {new MaskedArray(activated.result().array(), null)};
  }

  @Override
  protected INDArray[] computeBackward(KernelCall call, INDArray[] outputGradients) {
    Saved saved = (Saved) call.saved();
    Floats outputGradient = saved.out().back(dense(outputGradients[0]));
    if (kernel().trainable()) {
      Floats gradient = gradientBuffer(call, kernel());
      Floats biasGradient = layer.useBias() ? gradientBuffer(call, bias()) : null;
      saved.convolution().weights(saved.x(), outputGradient, gradient, biasGradient);
      commitGradient(call, kernel(), gradient);
      if (biasGradient != null) {
        commitGradient(call, bias(), biasGradient);
      }
    }
    if (!call.requiresGradient(0)) {
      return new INDArray[1];
    }
    Floats inputGradient = empty(saved.x().array().shape());
    saved.convolution().input(outputGradient, weight(call, kernel()), inputGradient);
    return new INDArray[] {inputGradient.array()};
  }
}
