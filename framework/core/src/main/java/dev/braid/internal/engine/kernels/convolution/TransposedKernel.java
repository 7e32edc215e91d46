package dev.braid.internal.engine.kernels.convolution;

import dev.braid.internal.compute.Floats;
import dev.braid.internal.compute.OneDnnConvolution;
import dev.braid.internal.compute.VectorizedLoops;
import dev.braid.internal.compute.WindowGeometry;
import dev.braid.internal.engine.kernels.Kernel;
import dev.braid.internal.engine.kernels.KernelCall;
import dev.braid.internal.engine.kernels.MaskedArray;
import dev.braid.internal.engine.kernels.support.ActivationResult;
import dev.braid.internal.engine.kernels.support.ChannelLoops;
import dev.braid.internal.engine.kernels.support.FastKernel;
import dev.braid.internal.environment.OneDnn;
import dev.braid.internal.graph.LayerState;
import dev.braid.internal.graph.WeightCell;
import dev.braid.layers.convolutional.BaseConvTranspose;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Transposed convolutions by oneDNN.
 *
 * <p>There is a convolution from the output to the input; its backward pass is the forward pass
 * here, and the other way round.
 */
public final class TransposedKernel extends FastKernel {
  private final BaseConvTranspose<?> layer;

  private TransposedKernel(BaseConvTranspose<?> layer, Kernel portable) {
    super(portable);
    this.layer = layer;
  }

  public static Kernel of(BaseConvTranspose<?> layer, Kernel portable) {
    return OneDnn.available() ? new TransposedKernel(layer, portable) : portable;
  }

  private record Slid(Floats x, OneDnnConvolution convolver, ActivationResult out)
      implements SavedState {}

  private WeightCell kernel() {
    return LayerState.of(layer).cell("kernel");
  }

  private WeightCell bias() {
    return LayerState.of(layer).cell("bias");
  }

  /** Without output padding beyond what a window may leave over. */
  @Override
  protected boolean supports(KernelCall call, MaskedArray[] inputs) {
    INDArray x = inputs[0].unwrittenArray();
    return geometry(x).after().stream().allMatch(zeros -> zeros >= 0);
  }

  /** The window on the output. */
  private WindowGeometry geometry(INDArray x) {
    return LayerWindows.onto(x, outputSpec(layer, x).shape(), layer.window(), layer::cropped);
  }

  @Override
  protected MaskedArray[] computeForward(KernelCall call, MaskedArray[] inputs) {
    Floats x = dense(inputs[0].array());
    WindowGeometry geometry = geometry(x.array());
    OneDnnConvolution convolver = OneDnnConvolution.of(geometry, false, false);
    int filters = geometry.channels();
    Floats out = empty(LayerWindows.input(geometry, layer.rank()));
    convolver.input(x, weight(call, kernel()), out);
    if (layer.useBias()) {
      ChannelLoops channels = new ChannelLoops(out.length() / filters, filters);
      float[] bias = channels.along(weight(call, bias()).toHeap());
      channels.over(
          (blocks, sums, length) -> VectorizedLoops.add(blocks[0], bias, length), out, 0, out);
    }
    ActivationResult activated =
        ActivationResult.of(activation(layer.activation(), call), out, call.hasBackwardPass());
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
      slid.convolver().weights(outputGradient, slid.x(), gradient, null);
      commitGradient(call, kernel(), gradient);
    }
    if (layer.useBias()) {
      biasGradient(call, bias(), outputGradient);
    }
    if (!call.requiresGradient(0)) {
      return new INDArray[1];
    }
    Floats back = empty(slid.x().array().shape());
    slid.convolver().forward(outputGradient, weight(call, kernel()), null, back);
    return new INDArray[] {back.array()};
  }
}
