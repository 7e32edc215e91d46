package dev.braid.engine.kernels.fast;

import java.util.Arrays;

/** The plain cell with a tangent; it keeps what came out of each step. */
final class SimpleRnnMath implements CellMath {
  @Override
  public int gates() {
    return 1;
  }

  @Override
  public int kept() {
    return 1;
  }

  @Override
  public int states() {
    return 1;
  }

  @Override
  public boolean apart() {
    return false;
  }

  @Override
  public UnitSteps steps(Walk walk, Walk.Weights weights, int low, int high) {
    return new Steps(this, walk, weights, low, high);
  }

  private static final class Steps extends UnitSteps {
    private final Curves curves = new Curves(length());

    Steps(CellMath math, Walk walk, Walk.Weights weights, int low, int high) {
      super(math, walk, weights, low, high);
    }

    @Override
    void ahead(int step) {
      curves.tanh(gates[0], next[0], length());
      keep(step, next[0]);
    }

    @Override
    void back(int step) {
      recall(step, gates[0]);
      through(gates[0], states[0], length());
      Arrays.fill(next[0], 0);
    }

    /** The array of what came out takes the slope by what went in. */
    private static void through(float[] fresh, float[] state, int length) {
      for (int k = 0; k < length; k++) {
        fresh[k] = state[k] * (1 - fresh[k] * fresh[k]);
      }
    }
  }
}
