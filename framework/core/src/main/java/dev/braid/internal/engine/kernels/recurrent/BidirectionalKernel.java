package dev.braid.internal.engine.kernels.recurrent;

import dev.braid.internal.compute.BlockwiseLoops;
import dev.braid.internal.compute.Floats;
import dev.braid.internal.engine.kernels.Kernel;
import dev.braid.internal.engine.kernels.KernelCall;
import dev.braid.internal.engine.kernels.MaskedArray;
import dev.braid.internal.engine.kernels.support.FastKernel;
import dev.braid.layers.rnn.Bidirectional;
import dev.braid.layers.rnn.MergeMode;
import dev.braid.layers.rnn.Recurrent;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A bidirectional layer whose directions' outputs are concatenated. */
public final class BidirectionalKernel extends FastKernel {
  private final RecurrentDirection forwardLayer;
  private final RecurrentDirection backwardLayer;

  private BidirectionalKernel(
      RecurrentDirection forwardLayer, RecurrentDirection backwardLayer, Kernel portable) {
    super(portable);
    this.forwardLayer = forwardLayer;
    this.backwardLayer = backwardLayer;
  }

  public static Kernel of(Bidirectional layer, Kernel portable) {
    Recurrent<?> first = layer.forward();
    Recurrent<?> second = layer.backward();
    if (layer.mergeMode() != MergeMode.CONCAT
        || first.returnsState()
        || first.activityRegularizer() != null
        || second.activityRegularizer() != null) {
      return portable;
    }
    RecurrentDirection forwardLayer = RecurrentDirection.of(first);
    RecurrentDirection backwardLayer = RecurrentDirection.of(second);
    return forwardLayer == null || backwardLayer == null
        ? portable
        : new BidirectionalKernel(forwardLayer, backwardLayer, portable);
  }

  private record Saved(SequencePass first, SequencePass second) implements SavedState {}

  @Override
  protected boolean supports(KernelCall call, MaskedArray[] inputs) {
    long samples = inputs[0].unwrittenArray().size(0);
    return inputs.length == 1
        && forwardLayer.supports(call, samples)
        && backwardLayer.supports(call, samples);
  }

  @Override
  protected MaskedArray[] computeForward(KernelCall call, MaskedArray[] inputs) {
    Floats x = dense(inputs[0].array());
    INDArray mask = inputs[0].mask();
    RecurrentDirection.ProjectedSequence projectedForward =
        forwardLayer.project(call, x, mask, new Floats[0], 0);
    long draws = forwardLayer.hasInputDropout(call) ? 1 : 0;
    RecurrentDirection.ProjectedSequence projectedBackward =
        backwardLayer.project(call, x, mask, new Floats[0], draws);
    RecurrentDirection.run(call, projectedForward, projectedBackward);
    SequencePass first = projectedForward.sequence();
    SequencePass second = projectedBackward.sequence();
    if (call.hasBackwardPass()) {
      call.save(new Saved(first, second));
    }
    long[] shape = first.result().array().shape().clone();
    shape[shape.length - 1] += second.units();
    Floats out = empty(shape);
    int width = first.units() + second.units();
    copy(first, first.result().buffer(), out.buffer(), 0, width, true);
    copy(second, second.result().buffer(), out.buffer(), first.units(), width, true);
    return new MaskedArray[] {new MaskedArray(out.array(), first.returnsSequences() ? mask : null)};
  }

  /**
   * Copies between a direction's result and its half of the concatenation.
   *
   * <p>The second half is reversed to the order of time, since its layer runs backwards.
   */
  private static void copy(
      SequencePass sequence,
      FloatBuffer part,
      FloatBuffer whole,
      int from,
      int width,
      boolean toWhole) {
    int steps = sequence.returnsSequences() ? sequence.steps() : 1;
    int units = sequence.units();
    boolean reversed = from > 0;
    for (int n = 0; n < sequence.samples(); n++) {
      for (int i = 0; i < steps; i++) {
        int in = (n * steps + i) * units;
        int out = (n * steps + (reversed ? steps - 1 - i : i)) * width + from;
        if (toWhole) {
          whole.put(out, part, in, units);
        } else {
          part.put(in, whole, out, units);
        }
      }
    }
  }

  @Override
  protected INDArray[] computeBackward(KernelCall call, INDArray[] outputGradients) {
    Saved saved = (Saved) call.saved();
    Floats gradients = dense(outputGradients[0]);
    boolean required = call.requiresGradient(0);
    Floats first = directionBackward(call, forwardLayer, saved.first(), gradients, 0, required);
    Floats second =
        directionBackward(
            call, backwardLayer, saved.second(), gradients, saved.first().units(), required);
    return new INDArray[] {required ? BlockwiseLoops.sum(first, second).array() : null};
  }

  private static Floats directionBackward(
      KernelCall call,
      RecurrentDirection direction,
      SequencePass sequence,
      Floats gradients,
      int from,
      boolean required) {
    Floats part = empty(sequence.result().array().shape());
    int width = Math.toIntExact(gradients.array().size(-1));
    copy(sequence, part.buffer(), gradients.buffer(), from, width, false);
    return direction.backward(
        call, sequence, part, new Floats[sequence.finalStates().length], null, required);
  }
}
