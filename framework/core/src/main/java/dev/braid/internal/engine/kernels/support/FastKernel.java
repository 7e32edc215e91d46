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

/** A kernel that leaves calls which it does not support to the portable one. */
public abstract class FastKernel implements Kernel {
  private final Kernel portable;

  public FastKernel(Kernel portable) {
    this.portable = portable;
  }

  /** Marks what a fast kernel has saved, so that the same kernel does the backward pass. */
  public interface SavedState {}

  /** True where {@link #computeForward} supports the inputs, which are floats. */
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

  /** The layer's activation, or the relu that follows a layer without. */
  protected static Activation activation(Activation own, KernelCall call) {
    return own == Activation.LINEAR && call.fuseRelu() ? Activation.RELU : own;
  }

  /** The output of a layer for an input, whose sizes may have been unknown before and not fit. */
  protected static Spec outputSpec(Layer layer, INDArray x) {
    return layer.outputs(List.of(sampleSpec(x))).get(0);
  }

  /** The shape of an input without its batch axis. */
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

  /** The final place of a gradient if it is the first one, else a new array. */
  public static Floats gradientBuffer(KernelCall call, WeightCell cell) {
    INDArray place = call.claimGradient(cell);
    return place == null ? empty(cell.spec().shape()) : Floats.lasting(place);
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
