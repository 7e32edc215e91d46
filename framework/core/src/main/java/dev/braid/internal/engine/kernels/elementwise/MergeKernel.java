package dev.braid.internal.engine.kernels.elementwise;

import dev.braid.Activation;
import dev.braid.internal.compute.Floats;
import dev.braid.internal.engine.kernels.Kernel;
import dev.braid.internal.engine.kernels.KernelCall;
import dev.braid.internal.engine.kernels.MaskedArray;
import dev.braid.internal.engine.kernels.support.ActivationResult;
import dev.braid.internal.engine.kernels.support.Broadcast;
import dev.braid.internal.engine.kernels.support.FastKernel;
import dev.braid.layers.merging.Add;
import dev.braid.layers.merging.Average;
import dev.braid.layers.merging.Maximum;
import dev.braid.layers.merging.Merge;
import dev.braid.layers.merging.Minimum;
import dev.braid.layers.merging.Multiply;
import dev.braid.layers.merging.Subtract;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Merges inputs elementwise; smaller ones are broadcast to the largest. */
public abstract class MergeKernel extends FastKernel {
  MergeKernel(Kernel portable) {
    super(portable);
  }

  public static Kernel of(Merge<?> layer, Kernel portable) {
    if (layer instanceof Add || layer instanceof Subtract || layer instanceof Average) {
      return new SumKernel(layer, portable);
    }
    if (layer instanceof Multiply) {
      return new ProductKernel(portable);
    }
    if (layer instanceof Maximum || layer instanceof Minimum) {
      return new ExtremeKernel(layer instanceof Maximum, portable);
    }
    return portable;
  }

  private record Saved(
      Broadcast[] broadcasts, Floats[] in, ActivationResult out, Floats[] intermediate)
      implements SavedState {}

  /** Returns whether a mask that all inputs share has no effect on the elements. */
  abstract boolean passesMask();

  /** Writes the result and returns what {@link #gradients} requires besides. */
  abstract Floats[] merge(KernelCall call, Floats[] in, Floats out);

  /** Returns the gradients of the inputs, at least of the required ones. */
  abstract Floats[] gradients(
      Floats[] in, Floats out, Floats[] intermediate, Floats gradient, boolean[] required);

  /** Supports masks only if all inputs have the same; the portable kernel combines others. */
  @Override
  protected boolean supports(KernelCall call, MaskedArray[] inputs) {
    INDArray mask = inputs[0].mask();
    long[] shape = inputs[0].unwrittenArray().shape();
    for (MaskedArray input : inputs) {
      if (input.mask() != mask
          || (mask != null && !Arrays.equals(input.unwrittenArray().shape(), shape))
          || input.unwrittenArray().size(0) != shape[0]
          || input.unwrittenArray().rank() < 2) {
        return false;
      }
    }
    return inputs.length > 1 && (mask == null || passesMask());
  }

  @Override
  protected MaskedArray[] computeForward(KernelCall call, MaskedArray[] inputs) {
    Floats[] in = new Floats[inputs.length];
    Broadcast[] broadcasts = new Broadcast[inputs.length];
    long[] shape =
        Broadcast.shape(
            Arrays.stream(inputs).map(masked -> masked.array().shape()).toArray(long[][]::new));
    for (int i = 0; i < in.length; i++) {
      Floats input = dense(inputs[i].array());
      broadcasts[i] = Broadcast.of(input.array().shape(), shape);
      in[i] = broadcasts[i] == null ? input : broadcasts[i].expand(input);
    }
    Floats out = empty(shape);
    Floats[] intermediate = merge(call, in, out);
    if (call.hasBackwardPass()) {
      Activation activation = call.hasFusedRelu() ? Activation.RELU : Activation.LINEAR;
      call.save(
          new Saved(broadcasts, in, ActivationResult.rest(activation, out, true), intermediate));
    }
    return new MaskedArray[] {new MaskedArray(out.array(), inputs[0].mask())};
  }

  @Override
  protected INDArray[] computeBackward(KernelCall call, INDArray[] outputGradients) {
    Saved saved = (Saved) call.saved();
    INDArray[] inputGradients = new INDArray[saved.in().length];
    boolean[] required = new boolean[inputGradients.length];
    for (int i = 0; i < inputGradients.length; i++) {
      required[i] = call.requiresGradient(i);
    }
    Floats gradient = saved.out().back(dense(outputGradients[0]));
    Floats out = saved.out().result();
    Floats[] gradients = gradients(saved.in(), out, saved.intermediate(), gradient, required);
    for (int i = 0; i < inputGradients.length; i++) {
      if (required[i]) {
        Broadcast broadcast = saved.broadcasts()[i];
        inputGradients[i] =
            (broadcast == null ? gradients[i] : broadcast.reduce(gradients[i])).array();
      }
    }
    return inputGradients;
  }
}
