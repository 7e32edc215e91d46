package dev.braid.internal.engine.kernels.recurrent;

import dev.braid.internal.compute.VectorizedLoops;
import dev.braid.internal.engine.kernels.support.PointwiseActivation;
import java.util.Arrays;

/**
 * LSTM with gates i, f, c, o; it keeps them, the carry before, and what the activation makes of the
 * one after.
 *
 * @param activation the activation
 * @param gate that of the gates
 */
record LstmMath(PointwiseActivation activation, PointwiseActivation gate) implements CellMath {
  @Override
  public int gates() {
    return 4;
  }

  @Override
  public int kept() {
    return 6;
  }

  @Override
  public int states() {
    return 2;
  }

  @Override
  public boolean apart() {
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
    private final float[] curve = new float[length()];
    private final float[][] kept = new float[4][length()];

    Steps(LstmMath math, SequencePass sequence, SequencePass.Weights weights, int low, int high) {
      super(math, sequence, weights, low, high);
      activation = math.activation;
      gate = math.gate;
    }

    @Override
    void ahead(int step) {
      gate.forward().run(in, in.length);
      gate.forward().run(forget, forget.length);
      activation.forward().run(candidate, candidate.length);
      gate.forward().run(out, out.length);
      carryOn(in, forget, candidate, states[1], next[1], in.length);
      System.arraycopy(next[1], 0, curve, 0, curve.length);
      activation.forward().run(curve, curve.length);
      keep(step, in, forget, candidate, out, states[1], curve);
      VectorizedLoops.multiply(out, curve, next[0], out.length);
    }

    private static void carryOn(
        float[] in, float[] forget, float[] fresh, float[] carry, float[] next, int length) {
      for (int k = 0; k < length; k++) {
        next[k] = forget[k] * carry[k] + in[k] * fresh[k];
      }
    }

    @Override
    void back(int step) {
      recall(step, kept[0], kept[1], kept[2], kept[3], carry, curve);
      float[] atCarry = next[1];
      int length = atCarry.length;
      VectorizedLoops.multiply(states[0], kept[3], atCarry, length);
      activation.backward().run(atCarry, curve, length);
      VectorizedLoops.add(atCarry, states[1], length);
      VectorizedLoops.multiply(states[0], curve, out, length);
      gate.backward().run(out, kept[3], length);
      VectorizedLoops.multiply(atCarry, kept[2], in, length);
      gate.backward().run(in, kept[0], length);
      VectorizedLoops.multiply(atCarry, kept[0], candidate, length);
      activation.backward().run(candidate, kept[2], length);
      VectorizedLoops.multiply(atCarry, carry, forget, length);
      gate.backward().run(forget, kept[1], length);
      fade(atCarry, kept[1], length);
      Arrays.fill(next[0], 0);
    }

    /** Gradients that are all but zero are set to zero: CPUs are slow with the smallest floats. */
    private static void fade(float[] gradient, float[] by, int length) {
      for (int k = 0; k < length; k++) {
        gradient[k] = (gradient[k] * by[k] + 1e-20f) - 1e-20f;
      }
    }
  }
}
