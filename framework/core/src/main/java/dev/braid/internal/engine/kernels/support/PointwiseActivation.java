package dev.braid.internal.engine.kernels.support;

import dev.braid.Activation;
import dev.braid.internal.compute.VectorizedLoops;
import java.util.HashMap;
import java.util.Map;

/**
 * An elementwise activation as loops over arrays.
 *
 * @param byResult true where the derivative is a function of the result, else of the input
 * @param forward overwrites the input by the result
 * @param backward writes the gradient with respect to the input over that with respect to the
 *     result
 */
public record PointwiseActivation(boolean byResult, Forward forward, Backward backward) {
  private static final float SELU = 1.0507009873554805f;
  private static final float SELU_LOWEST = 1.7580993408473766f;

  private static final Map<Activation, PointwiseActivation> TABLE = new HashMap<>();

  /** The forward pass. */
  @FunctionalInterface
  public interface Forward {
    void run(float[] x, int length);
  }

  /** The backward pass. */
  @FunctionalInterface
  public interface Backward {
    void run(float[] gradient, float[] known, int length);
  }

  static {
    byResult(Activation.LINEAR, (x, length) -> {}, (gradient, result, length) -> {});
    byResult(Activation.RELU, VectorizedLoops::relu, PiecewiseActivations::reluBack);
    byResult(
        Activation.TANH,
        (x, length) -> TanhApproximation.tanh(x, x, length),
        SmoothActivations::tanhBack);
    byResult(Activation.SIGMOID, TanhApproximation::sigmoid, SmoothActivations::sigmoidBack);
    TABLE.put(Activation.LEAKY_RELU, leaky(0.2f));
    TABLE.put(Activation.ELU, elu(1, 1));
    TABLE.put(Activation.CELU, elu(1, 1));
    TABLE.put(Activation.SELU, elu(SELU, SELU_LOWEST));
    byResult(
        Activation.SOFTPLUS,
        (x, length) -> Exponentials.own(length).softplus(x, length),
        SmoothActivations::softplusBack);
    byResult(
        Activation.LOG_SIGMOID, SmoothActivations::logSigmoid, SmoothActivations::logSigmoidBack);
    byResult(
        Activation.EXPONENTIAL,
        (x, length) -> Exponentials.own(length).exp(x, x, length),
        VectorizedLoops::multiply);
    byResult(Activation.SOFTSIGN, SmoothActivations::softsign, SmoothActivations::softsignBack);
    byResult(
        Activation.SQUAREPLUS, SmoothActivations::squareplus, SmoothActivations::squareplusBack);
    byResult(
        Activation.SOFT_SHRINK, PiecewiseActivations::softShrink, PiecewiseActivations::shrunkBack);
    byResult(
        Activation.HARD_SHRINK, PiecewiseActivations::hardShrink, PiecewiseActivations::shrunkBack);
    byInput(Activation.GELU, SmoothActivations::gelu, SmoothActivations::geluBack);
    byInput(Activation.SILU, SmoothActivations::silu, SmoothActivations::siluBack);
    byInput(Activation.MISH, SmoothActivations::mish, SmoothActivations::mishBack);
    byInput(
        Activation.TANH_SHRINK, SmoothActivations::tanhShrink, SmoothActivations::tanhShrinkBack);
    byInput(
        Activation.HARD_SWISH,
        PiecewiseActivations::hardSwish,
        PiecewiseActivations::hardSwishBack);
    byInput(
        Activation.SPARSE_PLUS,
        PiecewiseActivations::sparsePlus,
        PiecewiseActivations::sparsePlusBack);
    TABLE.put(Activation.RELU6, relu(0, 0, 6));
    TABLE.put(Activation.HARD_SIGMOID, ramp(3, 0, 6, 1f / 6));
    TABLE.put(Activation.HARD_TANH, ramp(0, -1, 1, 1));
    TABLE.put(Activation.SPARSE_SIGMOID, ramp(1, 0, 2, 0.5f));
  }

  private static void byResult(Activation activation, Forward forward, Backward backward) {
    TABLE.put(activation, new PointwiseActivation(true, forward, backward));
  }

  private static void byInput(Activation activation, Forward forward, Backward backward) {
    TABLE.put(activation, new PointwiseActivation(false, forward, backward));
  }

  /** The loops of an activation, or null where it has none. */
  public static PointwiseActivation of(Activation activation) {
    return TABLE.get(activation);
  }

  /** With a gradient above 0 on the left, so that the result tells on which side it was. */
  public static PointwiseActivation leaky(float gradient) {
    return new PointwiseActivation(
        true,
        (x, length) -> PiecewiseActivations.leaky(x, gradient, length),
        (by, result, length) -> PiecewiseActivations.leakyBack(by, result, gradient, length));
  }

  /** Times one factor on the right, and on the left the power less 1 times another, above 0. */
  public static PointwiseActivation elu(float right, float left) {
    return new PointwiseActivation(
        true,
        (x, length) -> SmoothActivations.elu(x, right, left, length),
        (by, result, length) -> SmoothActivations.eluBack(by, result, right, left, length));
  }

  /** What is above a threshold, up to a limit, and a gradient below it. */
  public static PointwiseActivation relu(float threshold, float below, float limit) {
    return new PointwiseActivation(
        false,
        (x, length) -> PiecewiseActivations.bounded(x, threshold, below, limit, length),
        (by, in, length) ->
            PiecewiseActivations.boundedBack(by, in, threshold, below, limit, length));
  }

  /** Shifted, cut off on both sides, and scaled. */
  private static PointwiseActivation ramp(float shift, float low, float high, float scale) {
    return new PointwiseActivation(
        false,
        (x, length) -> PiecewiseActivations.ramp(x, shift, low, high, scale, length),
        (by, in, length) -> PiecewiseActivations.rampBack(by, in, shift, low, high, scale, length));
  }
}
