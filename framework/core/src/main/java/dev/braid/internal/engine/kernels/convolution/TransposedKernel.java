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
 * <p>A transposed convolution is the backward pass of a convolution from its output to its input,
 * and its backward pass is that convolution's forward pass.
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

  private record Saved(Floats x, OneDnnConvolution convolution, ActivationResult out)
      implements SavedState {}

  private WeightCell kernel() {
    return LayerState.of(layer).cell("kernel");
  }

  private WeightCell bias() {
    return LayerState.of(layer).cell("bias");
  }

  /** Supports no output padding beyond the remainder of a stride. */
  @Override
  protected boolean supports(KernelCall call, MaskedArray[] inputs) {
    INDArray x = inputs[0].unwrittenArray();
    return geometry(x).after().stream().allMatch(zeros -> zeros >= 0);
  }

  /** Returns the geometry of the convolution from the output to the input. */
  private WindowGeometry geometry(INDArray x) {
    return LayerWindows.onto(x, outputSpec(layer, x).shape(), layer.window(), layer::cropped);
  }

  @Override
  protected MaskedArray[] computeForward(KernelCall call, MaskedArray[] inputs) {
    Floats x = dense(inputs[0].array());
    WindowGeometry geometry = geometry(x.array());
    OneDnnConvolution convolution = OneDnnConvolution.of(geometry, false, false);
    int filters = geometry.channels();
    Floats out = empty(LayerWindows.input(geometry, layer.rank()));
    convolution.input(x, weight(call, kernel()), out);
    if (layer.useBias()) {
      ChannelLoops channels = new ChannelLoops(out.length() / filters, filters);
      float[] bias = channels.along(weight(call, bias()).toHeap());
      channels.over(
          (blocks, sums, length) -> VectorizedLoops.add(blocks[0], bias, length), out, 0, out);
    }
    ActivationResult activated =
        ActivationResult.of(activation(layer.activation(), call), out, call.hasBackwardPass());
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
      saved.convolution().weights(outputGradient, saved.x(), gradient, null);
      commitGradient(call, kernel(), gradient);
    }
    if (layer.useBias()) {
      biasGradient(call, bias(), outputGradient);
    }
    if (!call.requiresGradient(0)) {
      return new INDArray[1];
    }
    Floats inputGradient = empty(saved.x().array().shape());
    saved.convolution().forward(outputGradient, weight(call, kernel()), null, inputGradient);
    return new INDArray[] {inputGradient.array()};
  }
}
