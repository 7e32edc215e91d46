package dev.braid.engine.kernels.fast;

import dev.braid.Activation;
import dev.braid.engine.fast.Floats;
import dev.braid.engine.fast.Softmaxer;
import dev.braid.engine.fast.Tiles;
import dev.braid.ops.Tape;
import dev.braid.ops.Value;

/** The result of an activation, and the way back through it. */
abstract class Activated {
  private final Floats result;

  private Activated(Floats result) {
    this.result = result;
  }

  Floats result() {
    return result;
  }

  /** The slope by what went in; the given array is left as it is. */
  abstract Floats back(Floats slope);

  /** Applies an activation to an array that nobody else reads. */
  static Activated of(Activation activation, Floats in, boolean remembers) {
    if (knows(activation)) {
      return of(activation, in, in);
    }
    if (activation == Activation.SOFTMAX && in.array().rank() > 1) {
      Softmaxer.run(in);
      return new Softmax(in);
    }
    if (!remembers) {
      return already(
          activation, FastKernel.dense(activation.apply(Value.constant(in.array())).array()));
    }
    return new OnTape(activation, in);
  }

  /** True for activations whose slope follows from their result. */
  static boolean knows(Activation activation) {
    return activation == Activation.LINEAR
        || activation == Activation.RELU
        || activation == Activation.SIGMOID
        || activation == Activation.TANH;
  }

  /** One of those that {@link #knows} names; both arrays may be one. */
  static Activated of(Activation activation, Floats in, Floats out) {
    if (activation == Activation.RELU) {
      Tiles.over((tiles, length) -> cut(tiles[0], length), out, in);
    } else if (activation == Activation.TANH) {
      Tiles.over((tiles, length) -> Curves.own().tanh(tiles[0], tiles[0], length), out, in);
    } else if (activation == Activation.SIGMOID) {
      Tiles.over((tiles, length) -> Curves.own().sigmoid(tiles[0], length), out, in);
    } else if (in != out) {
      Tiles.over((tiles, length) -> {}, out, in);
    }
    return already(activation, out);
  }

  private static void cut(float[] x, int length) {
    for (int i = 0; i < length; i++) {
      x[i] = Math.max(x[i], 0f);
    }
  }

  /** Of an array to which it was applied already. */
  static Activated already(Activation activation, Floats out) {
    if (activation == Activation.RELU) {
      return new ByResult(out, Activated::throughRelu);
    }
    if (activation == Activation.TANH) {
      return new ByResult(out, Activated::throughTanh);
    }
    return activation == Activation.SIGMOID
        ? new ByResult(out, Activated::throughSigmoid)
        : new Linear(out);
  }

  /**
   * Slopes pass where the result is above zero; without a branch, so that it becomes vector
   * instructions. Tiny slopes are taken to zero, since CPUs are slow with the smallest floats.
   */
  private static void throughRelu(float[] slope, float[] result, int length) {
    for (int i = 0; i < length; i++) {
      float open = Math.min(1f, result[i] * 3e38f * 3e38f);
      slope[i] = ((slope[i] + 1e-20f) - 1e-20f) * open;
    }
  }

  private static void throughTanh(float[] slope, float[] result, int length) {
    for (int i = 0; i < length; i++) {
      slope[i] = slope[i] * (1 - result[i] * result[i]);
    }
  }

  private static void throughSigmoid(float[] slope, float[] result, int length) {
    for (int i = 0; i < length; i++) {
      slope[i] = slope[i] * result[i] * (1 - result[i]);
    }
  }

  private static final class Linear extends Activated {
    Linear(Floats out) {
      super(out);
    }

    @Override
    Floats back(Floats slope) {
      return slope;
    }
  }

  @FunctionalInterface
  private interface Through {
    void run(float[] slope, float[] result, int length);
  }

  private static final class ByResult extends Activated {
    private final Through through;

    ByResult(Floats out, Through through) {
      super(out);
      this.through = through;
    }

    @Override
    Floats back(Floats slope) {
      Floats back = FastKernel.empty(slope.array().shape());
      Tiles.over((tiles, length) -> through.run(tiles[0], tiles[1], length), back, slope, result());
      return back;
    }
  }

  private static final class Softmax extends Activated {
    Softmax(Floats out) {
      super(out);
    }

    @Override
    Floats back(Floats slope) {
      Floats back = FastKernel.empty(slope.array().shape());
      Softmaxer.back(result(), slope, back);
      return back;
    }
  }

  /** Any other activation, by its formula. */
  private static final class OnTape extends Activated {
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
    Floats back(Floats slope) {
      out.addGradient(slope.array());
      tape.backward();
      return FastKernel.dense(in.gradient());
    }
  }
}
