package dev.braid.engine.kernels.fast;

import dev.braid.Activation;
import dev.braid.Layer;
import dev.braid.engine.fast.BufferPool;
import dev.braid.engine.fast.Floats;
import dev.braid.engine.fast.RepeatedRows;
import dev.braid.engine.kernels.Kernel;
import dev.braid.engine.kernels.KernelCall;
import dev.braid.engine.kernels.MaskedArray;
import dev.braid.graph.Spec;
import dev.braid.graph.WeightCell;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A kernel that hands over to the portable one for each call that it does not cover. */
abstract class FastKernel implements Kernel {
  private final Kernel portable;

  FastKernel(Kernel portable) {
    this.portable = portable;
  }

  /** Marks what this kernel kept, so that the way back takes the same kernel. */
  interface Kept {}

  /** True where the inputs are such that {@link #run} may be called; they are floats. */
  boolean covers(KernelCall call, MaskedArray[] inputs) {
    return true;
  }

  abstract MaskedArray[] run(KernelCall call, MaskedArray[] inputs);

  abstract INDArray[] back(KernelCall call, INDArray[] outputGradients);

  @Override
  public final MaskedArray[] forward(KernelCall call, MaskedArray[] inputs) {
    for (MaskedArray input : inputs) {
      if (!Floats.supports(input.place().dataType(), input.place().length())) {
        return portable.forward(call, inputs);
      }
    }
    return covers(call, inputs) ? run(call, inputs) : portable.forward(call, inputs);
  }

  @Override
  public final INDArray[] backward(KernelCall call, INDArray[] outputGradients) {
    return call.kept() instanceof Kept
        ? back(call, outputGradients)
        : portable.backward(call, spread(outputGradients));
  }

  private static INDArray[] spread(INDArray... gradients) {
    return Arrays.stream(gradients).map(RepeatedRows::expand).toArray(INDArray[]::new);
  }

  /** A layer's own activation, or the relu that follows one without. */
  static Activation activation(Activation own, KernelCall call) {
    return own == Activation.LINEAR && call.takeRelu() ? Activation.RELU : own;
  }

  /**
   * What a layer makes of an input; refuses sizes, open while the model was built, that don't do.
   */
  static Spec outcome(Layer layer, INDArray x) {
    return layer.outputs(List.of(sample(x))).get(0);
  }

  /** An input without its batch axis. */
  static Spec sample(INDArray x) {
    return Spec.of(Arrays.copyOfRange(x.shape(), 1, x.rank()));
  }

  static Floats dense(INDArray array) {
    return Floats.dense(array);
  }

  static Floats empty(long... shape) {
    return BufferPool.take(shape);
  }

  static Floats weight(KernelCall call, WeightCell cell) {
    return Floats.lasting(call.weight(cell));
  }

  /** Where a gradient may be written: its final place if it is the first one, else a new array. */
  static Floats room(KernelCall call, WeightCell cell) {
    INDArray place = call.place(cell);
    return place == null ? empty(cell.spec().shape()) : Floats.lasting(place);
  }

  /** Gives a bias the sums of a slope over everything but its last axis. */
  static void biasGradient(KernelCall call, WeightCell bias, Floats slope) {
    if (bias.trainable()) {
      Floats gradient = room(call, bias);
      int width = gradient.length();
      gradient.buffer().put(0, Channels.sums(slope, slope.length() / width, width));
      filled(call, bias, gradient);
    }
  }

  /** Hands on a gradient that was written to {@link #room}. */
  static void filled(KernelCall call, WeightCell cell, Floats gradient) {
    call.placed(cell, gradient.array());
  }
}
