package dev.braid.internal.engine.kernels.recurrent;

import dev.braid.internal.compute.VectorizedLoops;
import dev.braid.internal.engine.kernels.support.PointwiseActivation;
import java.util.Arrays;

/**
 * LSTM with gates i, f, c, o; it saves the gates, the previous carry, and the activation of the
 * next carry.
 *
 * @param activation the activation of candidate and carry
 * @param gate the activation of the gates
 */
record LstmMath(PointwiseActivation activation, PointwiseActivation gate) implements CellMath {
  @Override
  public int gates() {
    return 4;
  }

  @Override
  public int savedValues() {
    return 6;
  }

  @Override
  public int states() {
    return 2;
  }

  @Override
  public boolean hasSeparateProduct() {
    return false;
  }

  @Override
  public CellSteps steps(SequencePass sequence, SequencePass.Weights weights, int low, int high) {
    return new Steps(this, sequence, weights, low, high);
  }

  private static final class Steps extends CellSteps {
    private final PointwiseActivation activation;
    private final PointwiseActivation gate;
    private final float[] in = gates[0];
    private final float[] forget = gates[1];
    private final float[] candidate = gates[2];
    private final float[] out = gates[3];
    private final float[] carry = new float[length()];
    private final float[] activatedCarry = new float[length()];
    private final float[][] saved = new float[4][length()];

    Steps(LstmMath math, SequencePass sequence, SequencePass.Weights weights, int low, int high) {
      super(math, sequence, weights, low, high);
      activation = math.activation;
      gate = math.gate;
    }

    @Override
    void forwardStep(int step) {
      gate.forward().run(in, in.length);
      gate.forward().run(forget, forget.length);
      activation.forward().run(candidate, candidate.length);
      gate.forward().run(out, out.length);
      updateCarry(in, forget, candidate, states[1], next[1], in.length);
      System.arraycopy(next[1], 0, activatedCarry, 0, activatedCarry.length);
      activation.forward().run(activatedCarry, activatedCarry.length);
      saveStep(step, in, forget, candidate, out, states[1], activatedCarry);
      VectorizedLoops.multiply(out, activatedCarry, next[0], out.length);
    }

    private static void updateCarry(
        float[] in, float[] forget, float[] candidate, float[] carry, float[] next, int length) {
      for (int k = 0; k < length; k++) {
        next[k] = forget[k] * carry[k] + in[k] * candidate[k];
      }
    }

    @Override
    void backwardStep(int step) {
      loadStep(step, saved[0], saved[1], saved[2], saved[3], carry, activatedCarry);
      float[] carryGradient = next[1];
      int length = carryGradient.length;
      VectorizedLoops.multiply(states[0], saved[3], carryGradient, length);
      activation.backward().run(carryGradient, activatedCarry, length);
      VectorizedLoops.add(carryGradient, states[1], length);
      VectorizedLoops.multiply(states[0], activatedCarry, out, length);
      gate.backward().run(out, saved[3], length);
      VectorizedLoops.multiply(carryGradient, saved[2], in, length);
      gate.backward().run(in, saved[0], length);
      VectorizedLoops.multiply(carryGradient, saved[0], candidate, length);
      activation.backward().run(candidate, saved[2], length);
      VectorizedLoops.multiply(carryGradient, carry, forget, length);
      gate.backward().run(forget, saved[1], length);
      multiplyFlushed(carryGradient, saved[1], length);
      Arrays.fill(next[0], 0);
    }

    /**
     * Multiplies a gradient, replacing tiny values by zero: CPUs are slow with subnormal floats.
     */
    private static void multiplyFlushed(float[] gradient, float[] factor, int length) {
      for (int k = 0; k < length; k++) {
        gradient[k] = (gradient[k] * factor[k] + 1e-20f) - 1e-20f;
      }
    }
  }
}
