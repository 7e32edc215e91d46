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

/** Two directions whose outputs stand side by side. */
public final class BidirectionalKernel extends FastKernel {
  private final RecurrentDirection ahead;
  private final RecurrentDirection behind;

  private BidirectionalKernel(
      RecurrentDirection ahead, RecurrentDirection behind, Kernel portable) {
    super(portable);
    this.ahead = ahead;
    this.behind = behind;
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
    RecurrentDirection ahead = RecurrentDirection.of(first);
    RecurrentDirection behind = RecurrentDirection.of(second);
    return ahead == null || behind == null
        ? portable
        : new BidirectionalKernel(ahead, behind, portable);
  }

  private record Both(SequencePass first, SequencePass second) implements SavedState {}

  @Override
  protected boolean supports(KernelCall call, MaskedArray[] inputs) {
    long samples = inputs[0].unwrittenArray().size(0);
    return inputs.length == 1 && ahead.supports(call, samples) && behind.supports(call, samples);
  }

  @Override
  protected MaskedArray[] computeForward(KernelCall call, MaskedArray[] inputs) {
    Floats x = dense(inputs[0].array());
    INDArray mask = inputs[0].mask();
    RecurrentDirection.Ready there = ahead.ready(call, x, mask, new Floats[0], 0);
    long draws = ahead.drops(call) ? 1 : 0;
    RecurrentDirection.Ready back = behind.ready(call, x, mask, new Floats[0], draws);
    RecurrentDirection.run(call, there, back);
    SequencePass first = there.sequence();
    SequencePass second = back.sequence();
    if (call.hasBackwardPass()) {
      call.save(new Both(first, second));
    }
    long[] shape = first.result().array().shape().clone();
    shape[shape.length - 1] += second.units();
    Floats out = empty(shape);
    int width = first.units() + second.units();
    copy(first, first.result().buffer(), out.buffer(), 0, width, true);
    copy(second, second.result().buffer(), out.buffer(), first.units(), width, true);
    return new MaskedArray[] {new MaskedArray(out.array(), first.sequences() ? mask : null)};
  }

  /**
   * Copies between a direction's own result and its half of what stands side by side.
   *
   * <p>The second half is turned into the order of time, in which its layer doesn't run.
   */
  private static void copy(
      SequencePass sequence,
      FloatBuffer own,
      FloatBuffer whole,
      int from,
      int width,
      boolean join) {
    int steps = sequence.sequences() ? sequence.steps() : 1;
    int units = sequence.units();
    boolean turned = from > 0;
    for (int n = 0; n < sequence.samples(); n++) {
      for (int i = 0; i < steps; i++) {
        int in = (n * steps + i) * units;
        int out = (n * steps + (turned ? steps - 1 - i : i)) * width + from;
        if (join) {
          whole.put(out, own, in, units);
        } else {
          own.put(in, whole, out, units);
        }
      }
    }
  }

  @Override
  protected INDArray[] computeBackward(KernelCall call, INDArray[] outputGradients) {
    Both both = (Both) call.saved();
    Floats gradients = dense(outputGradients[0]);
    boolean required = call.requiresGradient(0);
    Floats first = direction(call, ahead, both.first(), gradients, 0, required);
    Floats second =
        direction(call, behind, both.second(), gradients, both.first().units(), required);
    return new INDArray[] {required ? BlockwiseLoops.sum(first, second).array() : null};
  }

  private static Floats direction(
      KernelCall call,
      RecurrentDirection direction,
      SequencePass sequence,
      Floats gradients,
      int from,
      boolean required) {
    Floats own = empty(sequence.result().array().shape());
    int width = Math.toIntExact(gradients.array().size(-1));
    copy(sequence, own.buffer(), gradients.buffer(), from, width, false);
    return direction.back(call, sequence, own, new Floats[sequence.ends().length], null, required);
  }
}
