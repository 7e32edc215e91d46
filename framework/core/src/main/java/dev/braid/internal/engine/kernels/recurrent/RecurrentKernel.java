package dev.braid.internal.engine.kernels.recurrent;

import dev.braid.internal.compute.Floats;
import dev.braid.internal.engine.kernels.Kernel;
import dev.braid.internal.engine.kernels.KernelCall;
import dev.braid.internal.engine.kernels.MaskedArray;
import dev.braid.internal.engine.kernels.support.FastKernel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A recurrent layer by itself, with states that come in or go out. */
public final class RecurrentKernel extends FastKernel {
  private final RecurrentDirection direction;

  public RecurrentKernel(RecurrentDirection direction, Kernel portable) {
    super(portable);
    this.direction = direction;
  }

  private record SavedSequence(SequencePass sequence, int inputs) implements SavedState {}

  @Override
  protected boolean supports(KernelCall call, MaskedArray[] inputs) {
    return direction.supports(call, inputs[0].unwrittenArray().size(0));
  }

  @Override
  protected MaskedArray[] computeForward(KernelCall call, MaskedArray[] inputs) {
    INDArray mask = direction.usesMask(inputs.length) ? inputs[0].mask() : null;
    Floats[] starts = new Floats[inputs.length - 1];
    Arrays.setAll(starts, i -> dense(inputs[i + 1].array()));
    RecurrentDirection.Ready ready =
        direction.ready(call, dense(inputs[0].array()), mask, starts, 0);
    RecurrentDirection.run(call, ready);
    SequencePass sequence = ready.sequence();
    if (call.hasBackwardPass()) {
      call.save(new SavedSequence(sequence, inputs.length));
    }
    List<MaskedArray> out = new ArrayList<>();
    out.add(
        new MaskedArray(sequence.result().array(), sequence.sequences() ? inputs[0].mask() : null));
    for (int i = 0; i < sequence.ends().length && direction.returnsState(); i++) {
      out.add(new MaskedArray(sequence.ends()[i].array(), null));
    }
    return out.toArray(MaskedArray[]::new);
  }

  @Override
  protected INDArray[] computeBackward(KernelCall call, INDArray[] outputGradients) {
    int inputs = ((SavedSequence) call.saved()).inputs();
    SequencePass sequence = ((SavedSequence) call.saved()).sequence();
    Floats[] ends = new Floats[sequence.ends().length];
    for (int i = 1; i < outputGradients.length; i++) {
      ends[i - 1] = outputGradients[i] == null ? null : dense(outputGradients[i]);
    }
    Floats gradients = outputGradients[0] == null ? null : dense(outputGradients[0]);
    Floats[] atStarts = null;
    if (inputs > 1) {
      atStarts = new Floats[ends.length];
      Arrays.setAll(atStarts, i -> empty(sequence.samples(), sequence.units()));
    }
    Floats back =
        direction.back(call, sequence, gradients, ends, atStarts, call.requiresGradient(0));
    INDArray[] all = new INDArray[inputs];
    all[0] = back == null ? null : back.array();
    for (int i = 1; i < inputs; i++) {
      all[i] = call.requiresGradient(i) ? atStarts[i - 1].array() : null;
    }
    return all;
  }
}
