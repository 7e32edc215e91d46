package dev.braid.internal.engine.kernels.recurrent;

import dev.braid.internal.engine.kernels.support.PointwiseActivation;
import java.util.Arrays;

/**
 * The cell of a simple recurrent layer, which saves the output of each step.
 *
 * @param activation the activation
 */
record SimpleRnnMath(PointwiseActivation activation) implements CellMath {
  @Override
  public int gates() {
    return 1;
  }

  @Override
  public int savedValues() {
    return 1;
  }

  @Override
  public int states() {
    return 1;
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
    private final float[] saved = new float[length()];

    Steps(
        SimpleRnnMath math,
        SequencePass sequence,
        SequencePass.Weights weights,
        int low,
        int high) {
      super(math, sequence, weights, low, high);
      activation = math.activation;
    }

    @Override
    void forwardStep(int step) {
      System.arraycopy(gates[0], 0, next[0], 0, length());
      activation.forward().run(next[0], length());
      saveStep(step, next[0]);
    }

    @Override
    void backwardStep(int step) {
      loadStep(step, saved);
      System.arraycopy(states[0], 0, gates[0], 0, length());
      activation.backward().run(gates[0], saved, length());
      Arrays.fill(next[0], 0);
    }
  }
}
