package dev.braid.internal.engine.kernels.support;

import dev.braid.Activation;
import dev.braid.internal.compute.BlockwiseLoops;
import dev.braid.internal.compute.Floats;
import dev.braid.internal.compute.RowSoftmax;
import dev.braid.ops.Tape;
import dev.braid.ops.Value;

/** The result of an activation, and the backward pass through it. */
public abstract class ActivationResult {
  private final Floats result;

  private ActivationResult(Floats result) {
    this.result = result;
  }

  public Floats result() {
    return result;
  }

  /** The gradient with respect to what went in; the given array is left as it is. */
  public abstract Floats back(Floats outputGradient);

  /**
   * Applies an activation to an array that is read nowhere else.
   *
   * @param remembers false where there is no backward pass
   */
  public static ActivationResult of(Activation activation, Floats in, boolean remembers) {
    if (activation == Activation.LINEAR) {
      return new Linear(in);
    }
    PointwiseActivation each = PointwiseActivation.of(activation);
    if (each != null) {
      boolean keeps = remembers && !each.byResult();
      return of(each, in, keeps ? FastKernel.empty(in.array().shape()) : in);
    }
    if (activation == Activation.SOFTMAX && in.array().rank() > 1) {
      return softmax(in, in);
    }
    if (!remembers) {
      return new Linear(FastKernel.dense(activation.apply(Value.constant(in.array())).array()));
    }
    return new OnTape(activation, in);
  }

  /**
   * Writes what an activation makes of one array to another; both may be one without a backward
   * pass.
   */
  public static ActivationResult of(PointwiseActivation each, Floats in, Floats out) {
    BlockwiseLoops.over((blocks, length) -> each.forward().run(blocks[0], length), out, in);
    return new Looped(each, each.byResult() ? out : in, out);
  }

  /** Writes the softmax of the last axis; both arrays may be one. */
  public static ActivationResult softmax(Floats in, Floats out) {
    if (in != out) {
      out.buffer().put(0, in.buffer(), 0, in.length());
    }
    RowSoftmax.run(out);
    return new Softmax(out);
  }

  /** What a native left to do, which has cut its result at zero where the activation is relu. */
  public static ActivationResult rest(Activation activation, Floats out, boolean remembers) {
    return activation == Activation.RELU
        ? new Looped(PointwiseActivation.of(Activation.RELU), out, out)
        : of(activation, out, remembers);
  }

  private static final class Linear extends ActivationResult {
    Linear(Floats out) {
      super(out);
    }

    @Override
    public Floats back(Floats outputGradient) {
      return outputGradient;
    }
  }

  private static final class Looped extends ActivationResult {
    private final PointwiseActivation each;
    private final Floats known;

    Looped(PointwiseActivation each, Floats known, Floats out) {
      super(out);
      this.each = each;
      this.known = known;
    }

    @Override
    public Floats back(Floats outputGradient) {
      Floats back = FastKernel.empty(outputGradient.array().shape());
      BlockwiseLoops.over(
          (blocks, length) -> each.backward().run(blocks[0], blocks[1], length),
          back,
          outputGradient,
          known);
      return back;
    }
  }

  private static final class Softmax extends ActivationResult {
    Softmax(Floats out) {
      super(out);
    }

    @Override
    public Floats back(Floats outputGradient) {
      Floats back = FastKernel.empty(outputGradient.array().shape());
      RowSoftmax.backward(result(), outputGradient, back);
      return back;
    }
  }

  /** Any other activation, by its formula. */
  private static final class OnTape extends ActivationResult {
    private final Tape tape;
    private final Value in;
    private final Value out;

    OnTape(Activation activation, Floats array) {
      this(activation, new Tape(), array);
    }

    private OnTape(Activation activation, Tape tape, Floats array) {
      this(activation, tape, tape.variable(array.array()));
    }

    private OnTape(Activation activation, Tape tape, Value in) {
      this(tape, in, activation.apply(in));
    }

    private OnTape(Tape tape, Value in, Value out) {
      super(FastKernel.dense(out.array()));
      this.tape = tape;
      this.in = in;
      this.out = out;
    }

    @Override
    public Floats back(Floats outputGradient) {
      out.addGradient(outputGradient.array());
      tape.backward();
      return FastKernel.dense(in.gradient());
    }
  }
}
