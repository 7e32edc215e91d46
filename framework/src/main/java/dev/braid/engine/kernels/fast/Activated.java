package dev.braid.engine.kernels.fast;

import dev.braid.Activation;
import dev.braid.engine.fast.Floats;
import dev.braid.engine.fast.Workers;
import dev.braid.ops.ArrayMath;
import dev.braid.ops.Tape;
import dev.braid.ops.Value;
import java.nio.FloatBuffer;

/** The result of an activation, and the way back through it. */
abstract class Activated {
  /** Longer rows are left to ND4J's operation, which uses all cores. */
  private static final int SHORT = 1 << 13;

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
    if (activation == Activation.LINEAR) {
      return already(activation, in);
    }
    if (activation == Activation.SOFTMAX && in.array().rank() > 1 && in.length() <= SHORT) {
      return softmax(in);
    }
    if (!remembers) {
      return already(
          activation, FastKernel.dense(activation.apply(Value.constant(in.array())).array()));
    }
    return new OnTape(activation, in);
  }

  /** Of an array to which it was applied already. */
  static Activated already(Activation activation, Floats out) {
    return activation == Activation.RELU ? new Relu(out) : new Linear(out);
  }

  private static Activated softmax(Floats in) {
    int width = Math.toIntExact(in.array().size(-1));
    float[] all = in.toHeap();
    for (int from = 0; from < all.length; from += width) {
      float largest = Float.NEGATIVE_INFINITY;
      for (int i = from; i < from + width; i++) {
        largest = Math.max(largest, all[i]);
      }
      float sum = 0;
      for (int i = from; i < from + width; i++) {
        all[i] = (float) Math.exp(all[i] - largest);
        sum += all[i];
      }
      for (int i = from; i < from + width; i++) {
        all[i] /= sum;
      }
    }
    in.buffer().put(0, all);
    return new Softmax(in, all, width);
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

  /** Slopes pass where the result is above zero. */
  private static final class Relu extends Activated {
    private static final int TILE = 2048;
    private static final int LEAST_SHARE = 65_536;

    Relu(Floats out) {
      super(out);
    }

    @Override
    Floats back(Floats slope) {
      Floats back = Floats.of(ArrayMath.like(slope.array()));
      FloatBuffer from = slope.buffer();
      FloatBuffer gates = result().buffer();
      FloatBuffer to = back.buffer();
      Workers.share(
          slope.length(),
          LEAST_SHARE,
          (low, high) -> {
            float[] tile = new float[TILE];
            float[] gate = new float[TILE];
            for (int at = low; at < high; at += TILE) {
              int length = Math.min(TILE, high - at);
              from.get(at, tile, 0, length);
              gates.get(at, gate, 0, length);
              cut(tile, gate, length);
              to.put(at, tile, 0, length);
            }
          });
      return back;
    }

    /** Without a branch, so that it becomes vector instructions; tiny slopes are taken to zero. */
    private static void cut(float[] slope, float[] gate, int length) {
      for (int i = 0; i < length; i++) {
        float open = Math.min(1f, gate[i] * 3e38f * 3e38f);
        slope[i] = ((slope[i] + 1e-20f) - 1e-20f) * open;
      }
    }
  }

  private static final class Softmax extends Activated {
    private final float[] chances;
    private final int width;

    Softmax(Floats out, float[] chances, int width) {
      super(out);
      this.chances = chances;
      this.width = width;
    }

    @Override
    Floats back(Floats slope) {
      float[] slopes = slope.toHeap();
      for (int from = 0; from < slopes.length; from += width) {
        float sum = 0;
        for (int i = from; i < from + width; i++) {
          sum += slopes[i] * chances[i];
        }
        for (int i = from; i < from + width; i++) {
          slopes[i] = (slopes[i] - sum) * chances[i];
        }
      }
      Floats back = Floats.of(ArrayMath.like(slope.array()));
      back.buffer().put(0, slopes);
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
