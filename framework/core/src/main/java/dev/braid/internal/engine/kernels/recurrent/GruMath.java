package dev.braid.internal.engine.kernels.recurrent;

import dev.braid.internal.compute.VectorizedLoops;
import dev.braid.internal.engine.kernels.support.PointwiseActivation;

/**
 * GRU with gates z, r, h, whose reset acts on the product with the state; it keeps the gates, that
 * product and the state before.
 *
 * @param activation the activation
 * @param gate that of the gates
 */
record GruMath(PointwiseActivation activation, PointwiseActivation gate) implements CellMath {
  @Override
  public int gates() {
    return 3;
  }

  @Override
  public int kept() {
    return 5;
  }

  @Override
  public int states() {
    return 1;
  }

  @Override
  public boolean apart() {
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
    private final float[] old = new float[length()];
    private final float[][] kept = new float[4][length()];

    Steps(GruMath math, SequencePass sequence, SequencePass.Weights weights, int low, int high) {
      super(math, sequence, weights, low, high);
      activation = math.activation;
      gate = math.gate;
    }

    @Override
    void ahead(int step) {
      gate.forward().run(update, update.length);
      gate.forward().run(reset, reset.length);
      addProduct(candidate, reset, inner, inner.length);
      activation.forward().run(candidate, candidate.length);
      keep(step, update, reset, candidate, inner, states[0]);
      mix(update, candidate, states[0], next[0], update.length);
    }

    private static void addProduct(float[] to, float[] a, float[] b, int length) {
      for (int k = 0; k < length; k++) {
        to[k] += a[k] * b[k];
      }
    }

    private static void mix(float[] update, float[] fresh, float[] old, float[] to, int length) {
      for (int k = 0; k < length; k++) {
        to[k] = fresh[k] + update[k] * (old[k] - fresh[k]);
      }
    }

    @Override
    void back(int step) {
      recall(step, kept[0], kept[1], kept[2], kept[3], old);
      int length = old.length;
      VectorizedLoops.multiply(states[0], kept[0], next[0], length);
      unmix(states[0], kept[0], kept[2], old, update, candidate, length);
      gate.backward().run(update, kept[0], length);
      activation.backward().run(candidate, kept[2], length);
      VectorizedLoops.multiply(candidate, kept[3], reset, length);
      gate.backward().run(reset, kept[1], length);
      VectorizedLoops.multiply(candidate, kept[1], inner, length);
    }

    /** Gradients by the gate that mixes, and by what is fresh. */
    private static void unmix(
        float[] gradient,
        float[] update,
        float[] fresh,
        float[] old,
        float[] atUpdate,
        float[] atFresh,
        int length) {
      for (int k = 0; k < length; k++) {
        atUpdate[k] = gradient[k] * (old[k] - fresh[k]);
        atFresh[k] = gradient[k] * (1 - update[k]);
      }
    }
  }
}
