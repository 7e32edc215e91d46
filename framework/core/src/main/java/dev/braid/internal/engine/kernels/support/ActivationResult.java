package dev.braid.internal.engine.kernels.support;

import dev.braid.Activation;
import dev.braid.internal.compute.BlockwiseLoops;
import dev.braid.internal.compute.Floats;
import dev.braid.internal.compute.RowSoftmax;
import dev.braid.ops.Tape;
import dev.braid.ops.Value;

/** The result of an activation, and its backward pass. */
public abstract class ActivationResult {
  private final Floats result;

  private ActivationResult(Floats result) {
    this.result = result;
  }

  public Floats result() {
    return result;
  }

  /** Returns the gradient with respect to the input; the given array is not changed. */
  public abstract Floats backward(Floats outputGradient);

  /**
   * Applies an activation to an array that only this call reads.
   *
   * @param hasBackwardPass whether a backward pass follows
   */
  public static ActivationResult of(Activation activation, Floats in, boolean hasBackwardPass) {
    if (activation == Activation.LINEAR) {
      return new Linear(in);
    }
    PointwiseActivation pointwise = PointwiseActivation.of(activation);
    if (pointwise != null) {
      boolean keepsInput = hasBackwardPass && !pointwise.byResult();
      return of(pointwise, in, keepsInput ? FastKernel.empty(in.array().shape()) : in);
    }
    if (activation == Activation.SOFTMAX && in.array().rank() > 1) {
      return softmax(in, in);
    }
    if (!hasBackwardPass) {
      return new Linear(FastKernel.dense(activation.apply(Value.constant(in.array())).array()));
    }
    return new Taped(activation, in);
  }

  /** Applies an activation; both arrays may be the same if there is no backward pass. */
  public static ActivationResult of(PointwiseActivation pointwise, Floats in, Floats out) {
    BlockwiseLoops.over((blocks, length) -> pointwise.forward().run(blocks[0], length), out, in);
    return new Pointwise(pointwise, pointwise.byResult() ? out : in, out);
  }

  /** Writes the softmax of the last axis; both arrays may be the same. */
  public static ActivationResult softmax(Floats in, Floats out) {
    if (in != out) {
      out.buffer().put(0, in.buffer(), 0, in.length());
    }
    RowSoftmax.run(out);
    return new Softmax(out);
  }

  /** Applies the activation to a native operation's result, which already includes a relu. */
  public static ActivationResult afterNative(
      Activation activation, Floats out, boolean hasBackwardPass) {
    return activation == Activation.RELU
        ? new Pointwise(PointwiseActivation.of(Activation.RELU), out, out)
        : of(activation, out, hasBackwardPass);
  }

  private static final class Linear extends ActivationResult {
    Linear(Floats out) {
      super(out);
    }

    @Override
    public Floats backward(Floats outputGradient) {
      return outputGradient;
    }
  }

  private static final class Pointwise extends ActivationResult {
    private final PointwiseActivation pointwise;
    private final Floats saved;

    Pointwise(PointwiseActivation pointwise, Floats saved, Floats out) {
      super(out);
      this.pointwise = pointwise;
      this.saved = saved;
    }

    @Override
    public Floats backward(Floats outputGradient) {
      Floats inputGradient = FastKernel.empty(outputGradient.array().shape());
      BlockwiseLoops.over(
          (blocks, length) -> pointwise.backward().run(blocks[0], blocks[1], length),
          inputGradient,
          outputGradient,
          saved);
      return inputGradient;
    }
  }

  private static final class Softmax extends ActivationResult {
    Softmax(Floats out) {
      super(out);
    }

    @Override
    public Floats backward(Floats outputGradient) {
      Floats inputGradient = FastKernel.empty(outputGradient.array().shape());
      RowSoftmax.backward(result(), outputGradient, inputGradient);
      return inputGradient;
    }
  }

  /** An activation that is computed by its formula on a tape. */
  private static final class Taped extends ActivationResult {
    private final Tape tape;
    private final Value in;
    private final Value out;

    Taped(Activation activation, Floats array) {
      this(activation, new Tape(), array);
    }

    private Taped(Activation activation, Tape tape, Floats array) {
      this(activation, tape, tape.variable(array.array()));
    }

    private Taped(Activation activation, Tape tape, Value in) {
      this(tape, in, activation.apply(in));
    }

    private Taped(Tape tape, Value in, Value out) {
      super(FastKernel.dense(out.array()));
      this.tape = tape;
      this.in = in;
      this.out = out;
    }

    @Override
    public Floats backward(Floats outputGradient) {
      out.addGradient(outputGradient.array());
      tape.backward();
      return FastKernel.dense(in.gradient());
    }
  }
}
