package dev.braid.internal.engine.kernels.support;

import dev.braid.Activation;
import dev.braid.internal.compute.VectorizedLoops;
import java.util.HashMap;
import java.util.Map;

/**
 * An elementwise activation as loops over arrays.
 *
 * @param byResult whether the derivative is a function of the result, otherwise of the input
 * @param forward replaces the input by the result
 * @param backward replaces the gradient of the result by that of the input
 */
public record PointwiseActivation(boolean byResult, Forward forward, Backward backward) {
  private static final float SELU = 1.0507009873554805f;
  private static final float SELU_ALPHA = 1.7580993408473766f;

  private static final Map<Activation, PointwiseActivation> TABLE = new HashMap<>();

  /** The forward pass. */
  @FunctionalInterface
  public interface Forward {
    void run(float[] x, int length);
  }

  /** The backward pass. */
  @FunctionalInterface
  public interface Backward {
    void run(float[] gradient, float[] saved, int length);
  }

  static {
    byResult(Activation.LINEAR, (x, length) -> {}, (gradient, result, length) -> {});
    byResult(Activation.RELU, VectorizedLoops::relu, PiecewiseActivations::reluBackward);
    byResult(
        Activation.TANH,
        (x, length) -> TanhApproximation.tanh(x, x, length),
        SmoothActivations::tanhBackward);
    byResult(Activation.SIGMOID, TanhApproximation::sigmoid, SmoothActivations::sigmoidBackward);
    TABLE.put(Activation.LEAKY_RELU, leaky(0.2f));
    TABLE.put(Activation.ELU, elu(1, 1));
    TABLE.put(Activation.CELU, elu(1, 1));
    TABLE.put(Activation.SELU, elu(SELU, SELU_ALPHA));
    byResult(
        Activation.SOFTPLUS,
        (x, length) -> Exponentials.ofThread(length).softplus(x, length),
        SmoothActivations::softplusBackward);
    byResult(
        Activation.LOG_SIGMOID,
        SmoothActivations::logSigmoid,
        SmoothActivations::logSigmoidBackward);
    byResult(
        Activation.EXPONENTIAL,
        (x, length) -> Exponentials.ofThread(length).exp(x, x, length),
        VectorizedLoops::multiply);
    byResult(Activation.SOFTSIGN, SmoothActivations::softsign, SmoothActivations::softsignBackward);
    byResult(
        Activation.SQUAREPLUS,
        SmoothActivations::squareplus,
        SmoothActivations::squareplusBackward);
    byResult(
        Activation.SOFT_SHRINK,
        PiecewiseActivations::softShrink,
        PiecewiseActivations::shrunkBackward);
    byResult(
        Activation.HARD_SHRINK,
        PiecewiseActivations::hardShrink,
        PiecewiseActivations::shrunkBackward);
    byInput(Activation.GELU, SmoothActivations::gelu, SmoothActivations::geluBackward);
    byInput(Activation.SILU, SmoothActivations::silu, SmoothActivations::siluBackward);
    byInput(Activation.MISH, SmoothActivations::mish, SmoothActivations::mishBackward);
    byInput(
        Activation.TANH_SHRINK,
        SmoothActivations::tanhShrink,
        SmoothActivations::tanhShrinkBackward);
    byInput(
        Activation.HARD_SWISH,
        PiecewiseActivations::hardSwish,
        PiecewiseActivations::hardSwishBackward);
    byInput(
        Activation.SPARSE_PLUS,
        PiecewiseActivations::sparsePlus,
        PiecewiseActivations::sparsePlusBackward);
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

  /** Returns the loops of an activation, or null if it has none. */
  public static PointwiseActivation of(Activation activation) {
    return TABLE.get(activation);
  }

  /**
   * Returns a leaky relu; its negative slope is positive, so that the result has the input's sign.
   */
  public static PointwiseActivation leaky(float negativeSlope) {
    return new PointwiseActivation(
        true,
        (x, length) -> PiecewiseActivations.leaky(x, negativeSlope, length),
        (gradient, result, length) ->
            PiecewiseActivations.leakyBackward(gradient, result, negativeSlope, length));
  }

  /** Returns an ELU with separate positive factors for positive and negative inputs. */
  public static PointwiseActivation elu(float positiveFactor, float negativeFactor) {
    return new PointwiseActivation(
        true,
        (x, length) -> SmoothActivations.elu(x, positiveFactor, negativeFactor, length),
        (gradient, result, length) ->
            SmoothActivations.eluBackward(
                gradient, result, positiveFactor, negativeFactor, length));
  }

  /** Returns a relu with a threshold, a limit, and a negative slope below the threshold. */
  public static PointwiseActivation relu(float threshold, float negativeSlope, float limit) {
    return new PointwiseActivation(
        false,
        (x, length) -> PiecewiseActivations.bounded(x, threshold, negativeSlope, limit, length),
        (gradient, in, length) ->
            PiecewiseActivations.boundedBackward(
                gradient, in, threshold, negativeSlope, limit, length));
  }

  /** Returns a function that shifts, clips and scales. */
  private static PointwiseActivation ramp(float shift, float low, float high, float scale) {
    return new PointwiseActivation(
        false,
        (x, length) -> PiecewiseActivations.ramp(x, shift, low, high, scale, length),
        (gradient, in, length) ->
            PiecewiseActivations.rampBackward(gradient, in, shift, low, high, scale, length));
  }
}
