package dev.braid.internal.engine.kernels.support;

import dev.braid.Activation;
import dev.braid.internal.compute.VectorizedLoops;
import java.util.HashMap;
import java.util.Map;

/**
 * An activation that takes each number by itself, as loops over arrays.
 *
 * @param byResult true where the gradient follows from what came out, else from what went in
 * @param forth writes what comes out over what goes in
 * @param back writes the gradient by what went in over that by what came out
 */
public record Pointwise(boolean byResult, Forth forth, Back back) {
  private static final float SELU = 1.0507009873554805f;
  private static final float SELU_LOWEST = 1.7580993408473766f;

  private static final Map<Activation, Pointwise> TABLE = new HashMap<>();

  /** The way there. */
  @FunctionalInterface
  public interface Forth {
    void run(float[] x, int length);
  }

  /** The backward pass. */
  @FunctionalInterface
  public interface Back {
    void run(float[] gradient, float[] known, int length);
  }

  static {
    byResult(Activation.LINEAR, (x, length) -> {}, (gradient, result, length) -> {});
    byResult(Activation.RELU, VectorizedLoops::relu, Cuts::reluBack);
    byResult(Activation.TANH, (x, length) -> Curves.tanh(x, x, length), Bends::tanhBack);
    byResult(Activation.SIGMOID, Curves::sigmoid, Bends::sigmoidBack);
    TABLE.put(Activation.LEAKY_RELU, leaky(0.2f));
    TABLE.put(Activation.ELU, elu(1, 1));
    TABLE.put(Activation.CELU, elu(1, 1));
    TABLE.put(Activation.SELU, elu(SELU, SELU_LOWEST));
    byResult(
        Activation.SOFTPLUS,
        (x, length) -> Powers.own(length).softplus(x, length),
        Bends::softplusBack);
    byResult(Activation.LOG_SIGMOID, Bends::logSigmoid, Bends::logSigmoidBack);
    byResult(
        Activation.EXPONENTIAL,
        (x, length) -> Powers.own(length).exp(x, x, length),
        VectorizedLoops::multiply);
    byResult(Activation.SOFTSIGN, Bends::softsign, Bends::softsignBack);
    byResult(Activation.SQUAREPLUS, Bends::squareplus, Bends::squareplusBack);
    byResult(Activation.SOFT_SHRINK, Cuts::softShrink, Cuts::shrunkBack);
    byResult(Activation.HARD_SHRINK, Cuts::hardShrink, Cuts::shrunkBack);
    byInput(Activation.GELU, Bends::gelu, Bends::geluBack);
    byInput(Activation.SILU, Bends::silu, Bends::siluBack);
    byInput(Activation.MISH, Bends::mish, Bends::mishBack);
    byInput(Activation.TANH_SHRINK, Bends::tanhShrink, Bends::tanhShrinkBack);
    byInput(Activation.HARD_SWISH, Cuts::hardSwish, Cuts::hardSwishBack);
    byInput(Activation.SPARSE_PLUS, Cuts::sparsePlus, Cuts::sparsePlusBack);
    TABLE.put(Activation.RELU6, relu(0, 0, 6));
    TABLE.put(Activation.HARD_SIGMOID, ramp(3, 0, 6, 1f / 6));
    TABLE.put(Activation.HARD_TANH, ramp(0, -1, 1, 1));
    TABLE.put(Activation.SPARSE_SIGMOID, ramp(1, 0, 2, 0.5f));
  }

  private static void byResult(Activation activation, Forth forth, Back back) {
    TABLE.put(activation, new Pointwise(true, forth, back));
  }

  private static void byInput(Activation activation, Forth forth, Back back) {
    TABLE.put(activation, new Pointwise(false, forth, back));
  }

  /** The loops of an activation, or null where it has none. */
  public static Pointwise of(Activation activation) {
    return TABLE.get(activation);
  }

  /** With a gradient above 0 on the left, so that the result tells on which side it was. */
  public static Pointwise leaky(float gradient) {
    return new Pointwise(
        true,
        (x, length) -> Cuts.leaky(x, gradient, length),
        (by, result, length) -> Cuts.leakyBack(by, result, gradient, length));
  }

  /** Times one factor on the right, and on the left the power less 1 times another, above 0. */
  public static Pointwise elu(float right, float left) {
    return new Pointwise(
        true,
        (x, length) -> Bends.elu(x, right, left, length),
        (by, result, length) -> Bends.eluBack(by, result, right, left, length));
  }

  /** What is above a threshold, up to a limit, and a gradient below it. */
  public static Pointwise relu(float threshold, float below, float limit) {
    return new Pointwise(
        false,
        (x, length) -> Cuts.bounded(x, threshold, below, limit, length),
        (by, in, length) -> Cuts.boundedBack(by, in, threshold, below, limit, length));
  }

  /** Shifted, cut off on both sides, and scaled. */
  private static Pointwise ramp(float shift, float low, float high, float scale) {
    return new Pointwise(
        false,
        (x, length) -> Cuts.ramp(x, shift, low, high, scale, length),
        (by, in, length) -> Cuts.rampBack(by, in, shift, low, high, scale, length));
  }
}
