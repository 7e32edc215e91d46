package dev.braid.internal.engine.kernels.recurrent;

import dev.braid.internal.compute.VectorizedLoops;
import dev.braid.internal.engine.kernels.support.PointwiseActivation;

/**
 * GRU with gates z, r, h, whose reset gate applies to the recurrent product; it saves the gates,
 * that product and the previous state.
 *
 * @param activation the activation of the candidate
 * @param gate the activation of the gates
 */
record GruMath(PointwiseActivation activation, PointwiseActivation gate) implements CellMath {
  @Override
  public int gates() {
    return 3;
  }

  @Override
  public int savedValues() {
    return 5;
  }

  @Override
  public int states() {
    return 1;
  }

  @Override
  public boolean hasSeparateProduct() {
    return true;
  }

  @Override
  public CellSteps steps(SequencePass sequence, SequencePass.Weights weights, int low, int high) {
    return new Steps(this, sequence, weights, low, high);
  }

  private static final class Steps extends CellSteps {
    private final PointwiseActivation activation;
    private final PointwiseActivation gate;
    private final float[] update = gates[0];
    private final float[] reset = gates[1];
    private final float[] candidate = gates[2];
    private final float[] previous = new float[length()];
    private final float[][] saved = new float[4][length()];

    Steps(GruMath math, SequencePass sequence, SequencePass.Weights weights, int low, int high) {
      super(math, sequence, weights, low, high);
      activation = math.activation;
      gate = math.gate;
    }

    @Override
    void forwardStep(int step) {
      gate.forward().run(update, update.length);
      gate.forward().run(reset, reset.length);
      addProduct(candidate, reset, separateProduct, separateProduct.length);
      activation.forward().run(candidate, candidate.length);
      saveStep(step, update, reset, candidate, separateProduct, states[0]);
      interpolate(update, candidate, states[0], next[0], update.length);
    }

    private static void addProduct(float[] to, float[] a, float[] b, int length) {
      for (int k = 0; k < length; k++) {
        to[k] += a[k] * b[k];
      }
    }

    private static void interpolate(
        float[] update, float[] candidate, float[] previous, float[] to, int length) {
      for (int k = 0; k < length; k++) {
        to[k] = candidate[k] + update[k] * (previous[k] - candidate[k]);
      }
    }

    @Override
    void backwardStep(int step) {
      loadStep(step, saved[0], saved[1], saved[2], saved[3], previous);
      int length = previous.length;
      VectorizedLoops.multiply(states[0], saved[0], next[0], length);
      interpolateBackward(states[0], saved[0], saved[2], previous, update, candidate, length);
      gate.backward().run(update, saved[0], length);
      activation.backward().run(candidate, saved[2], length);
      VectorizedLoops.multiply(candidate, saved[3], reset, length);
      gate.backward().run(reset, saved[1], length);
      VectorizedLoops.multiply(candidate, saved[1], separateProduct, length);
    }

    /** Computes the gradients of the update gate and of the candidate. */
    private static void interpolateBackward(
        float[] gradient,
        float[] update,
        float[] candidate,
        float[] previous,
        float[] updateGradient,
        float[] candidateGradient,
        int length) {
      for (int k = 0; k < length; k++) {
        updateGradient[k] = gradient[k] * (previous[k] - candidate[k]);
        candidateGradient[k] = gradient[k] * (1 - update[k]);
      }
    }
  }
}
