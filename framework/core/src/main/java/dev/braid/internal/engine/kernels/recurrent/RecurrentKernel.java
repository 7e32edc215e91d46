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

/** A recurrent layer with one direction, which may receive and return states. */
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
    Floats[] initialStates = new Floats[inputs.length - 1];
    Arrays.setAll(initialStates, i -> dense(inputs[i + 1].array()));
    RecurrentDirection.ProjectedSequence projected =
        direction.project(call, dense(inputs[0].array()), mask, initialStates, 0);
    RecurrentDirection.run(call, projected);
    SequencePass sequence = projected.sequence();
    if (call.hasBackwardPass()) {
      call.save(new SavedSequence(sequence, inputs.length));
    }
    List<MaskedArray> out = new ArrayList<>();
    out.add(
        new MaskedArray(
            sequence.result().array(), sequence.returnsSequences() ? inputs[0].mask() : null));
    for (int i = 0; i < sequence.finalStates().length && direction.returnsState(); i++) {
      out.add(new MaskedArray(sequence.finalStates()[i].array(), null));
    }
    return out.toArray(MaskedArray[]::new);
  }

  @Override
  protected INDArray[] computeBackward(KernelCall call, INDArray[] outputGradients) {
    int inputs = ((SavedSequence) call.saved()).inputs();
    SequencePass sequence = ((SavedSequence) call.saved()).sequence();
    Floats[] finalStates = new Floats[sequence.finalStates().length];
    for (int i = 1; i < outputGradients.length; i++) {
      finalStates[i - 1] = outputGradients[i] == null ? null : dense(outputGradients[i]);
    }
    Floats gradients = outputGradients[0] == null ? null : dense(outputGradients[0]);
    Floats[] initialStateGradients = null;
    if (inputs > 1) {
      initialStateGradients = new Floats[finalStates.length];
      Arrays.setAll(initialStateGradients, i -> empty(sequence.samples(), sequence.units()));
    }
    Floats inputGradient =
        direction.backward(
            call,
            sequence,
            gradients,
            finalStates,
            initialStateGradients,
            call.requiresGradient(0));
    INDArray[] inputGradients = new INDArray[inputs];
    inputGradients[0] = inputGradient == null ? null : inputGradient.array();
    for (int i = 1; i < inputs; i++) {
      inputGradients[i] = call.requiresGradient(i) ? initialStateGradients[i - 1].array() : null;
    }
    return inputGradients;
  }
}
