package dev.braid.internal.engine.kernels.support;

import dev.braid.Activation;
import dev.braid.Layer;
import dev.braid.graph.Spec;
import dev.braid.internal.compute.BufferPool;
import dev.braid.internal.compute.Floats;
import dev.braid.internal.compute.RepeatedRows;
import dev.braid.internal.engine.kernels.Kernel;
import dev.braid.internal.engine.kernels.KernelCall;
import dev.braid.internal.engine.kernels.MaskedArray;
import dev.braid.internal.graph.WeightCell;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A kernel that passes unsupported calls to the portable kernel. */
public abstract class FastKernel implements Kernel {
  private final Kernel portable;

  public FastKernel(Kernel portable) {
    this.portable = portable;
  }

  /** Marks the saved state of a fast kernel, so that the same kernel runs the backward pass. */
  public interface SavedState {}

  /** Returns whether {@link #computeForward} supports the inputs, which are floats. */
  protected boolean supports(KernelCall call, MaskedArray[] inputs) {
    return true;
  }

  protected abstract MaskedArray[] computeForward(KernelCall call, MaskedArray[] inputs);

  protected abstract INDArray[] computeBackward(KernelCall call, INDArray[] outputGradients);

  @Override
  public final MaskedArray[] forward(KernelCall call, MaskedArray[] inputs) {
    for (MaskedArray input : inputs) {
      if (!Floats.supports(input.unwrittenArray().dataType(), input.unwrittenArray().length())) {
        return portable.forward(call, inputs);
      }
    }
    return supports(call, inputs) ? computeForward(call, inputs) : portable.forward(call, inputs);
  }

  @Override
  public final INDArray[] backward(KernelCall call, INDArray[] outputGradients) {
    return call.saved() instanceof SavedState
        ? computeBackward(call, outputGradients)
        : portable.backward(call, expand(outputGradients));
  }

  private static INDArray[] expand(INDArray... gradients) {
    return Arrays.stream(gradients).map(RepeatedRows::expand).toArray(INDArray[]::new);
  }

  /** Returns the layer's activation, or the following relu if the layer has none. */
  protected static Activation activation(Activation layerActivation, KernelCall call) {
    return layerActivation == Activation.LINEAR && call.fuseRelu()
        ? Activation.RELU
        : layerActivation;
  }

  /** Returns a layer's output for an input, whose sizes may have been unknown and may not fit. */
  protected static Spec outputSpec(Layer layer, INDArray x) {
    return layer.outputs(List.of(sampleSpec(x))).get(0);
  }

  /** Returns the shape of an input without its batch axis. */
  protected static Spec sampleSpec(INDArray x) {
    return Spec.of(Arrays.copyOfRange(x.shape(), 1, x.rank()));
  }

  public static Floats dense(INDArray array) {
    return Floats.dense(array);
  }

  public static Floats empty(long... shape) {
    return BufferPool.take(shape);
  }

  public static Floats weight(KernelCall call, WeightCell cell) {
    return Floats.lasting(call.weight(cell));
  }

  /** Returns the array of a gradient if it is the first one, otherwise a new array. */
  public static Floats gradientBuffer(KernelCall call, WeightCell cell) {
    INDArray claimed = call.claimGradient(cell);
    return claimed == null ? empty(cell.spec().shape()) : Floats.lasting(claimed);
  }

  /** Commits the gradient of a bias: the sums of a gradient over all but its last axis. */
  public static void biasGradient(KernelCall call, WeightCell bias, Floats outputGradient) {
    if (bias.trainable()) {
      Floats gradient = gradientBuffer(call, bias);
      int width = gradient.length();
      gradient
          .buffer()
          .put(0, ChannelLoops.sums(outputGradient, outputGradient.length() / width, width));
      commitGradient(call, bias, gradient);
    }
  }

  /** Commits a gradient that was written to {@link #gradientBuffer}. */
  public static void commitGradient(KernelCall call, WeightCell cell, Floats gradient) {
    call.commitGradient(cell, gradient.array());
  }
}
