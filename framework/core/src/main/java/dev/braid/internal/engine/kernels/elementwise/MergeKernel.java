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

/** Inputs that become one, element by element; smaller ones are broadcast over the largest. */
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

  private record Merged(Broadcast[] broadcasts, Floats[] in, ActivationResult out, Floats[] between)
      implements SavedState {}

  /** True where a mask that all inputs have makes no difference to the elements. */
  abstract boolean passesMask();

  /** Writes the result; returns what {@link #gradients} needs besides. */
  abstract Floats[] merge(KernelCall call, Floats[] in, Floats out);

  /** The gradients with respect to the inputs, at least by those that are required. */
  abstract Floats[] gradients(
      Floats[] in, Floats out, Floats[] between, Floats gradient, boolean[] required);

  /** Masks are joined in the portable kernel, unless all inputs have the same one. */
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
            Arrays.stream(inputs).map(input -> input.array().shape()).toArray(long[][]::new));
    for (int i = 0; i < in.length; i++) {
      Floats own = dense(inputs[i].array());
      broadcasts[i] = Broadcast.of(own.array().shape(), shape);
      in[i] = broadcasts[i] == null ? own : broadcasts[i].expand(own);
    }
    Floats out = empty(shape);
    Floats[] between = merge(call, in, out);
    if (call.hasBackwardPass()) {
      Activation activation = call.hasFusedRelu() ? Activation.RELU : Activation.LINEAR;
      call.save(new Merged(broadcasts, in, ActivationResult.rest(activation, out, true), between));
    }
    return new MaskedArray[] {new MaskedArray(out.array(), inputs[0].mask())};
  }

  @Override
  protected INDArray[] computeBackward(KernelCall call, INDArray[] outputGradients) {
    Merged merged = (Merged) call.saved();
    INDArray[] back = new INDArray[merged.in().length];
    boolean[] required = new boolean[back.length];
    for (int i = 0; i < back.length; i++) {
      required[i] = call.requiresGradient(i);
    }
    Floats gradient = merged.out().back(dense(outputGradients[0]));
    Floats out = merged.out().result();
    Floats[] gradients = gradients(merged.in(), out, merged.between(), gradient, required);
    for (int i = 0; i < back.length; i++) {
      if (required[i]) {
        Broadcast broadcast = merged.broadcasts()[i];
        back[i] = (broadcast == null ? gradients[i] : broadcast.reduce(gradients[i])).array();
      }
    }
    return back;
  }
}
