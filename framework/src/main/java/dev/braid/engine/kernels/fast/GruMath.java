package dev.braid.engine.kernels.fast;

/**
 * GRU with gates z, r, h, whose reset acts on the product with the state; it keeps the gates, that
 * product and the state before.
 */
final class GruMath implements CellMath {
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
  public UnitSteps steps(Walk walk, Walk.Weights weights, int low, int high) {
    return new Steps(this, walk, weights, low, high);
  }

  private static final class Steps extends UnitSteps {
    private final float[] update = gates[0];
    private final float[] reset = gates[1];
    private final float[] candidate = gates[2];
    private final float[] old = new float[length()];
    private final Curves curves = new Curves(length());

    Steps(CellMath math, Walk walk, Walk.Weights weights, int low, int high) {
      super(math, walk, weights, low, high);
    }

    @Override
    void ahead(int step) {
      curves.sigmoid(update, update.length);
      curves.sigmoid(reset, reset.length);
      addProduct(candidate, reset, inner, inner.length);
      curves.tanh(candidate, candidate, candidate.length);
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
      recall(step, update, reset, candidate, inner, old);
      multiply(states[0], update, next[0], old.length);
      bothGates(update, candidate, old, states[0], old.length);
      resetGate(reset, candidate, inner, old.length);
    }

    private static void multiply(float[] a, float[] b, float[] to, int length) {
      for (int k = 0; k < length; k++) {
        to[k] = a[k] * b[k];
      }
    }

    /** The gate's array takes its slope, here and below. */
    private static void bothGates(
        float[] update, float[] candidate, float[] old, float[] state, int length) {
      for (int k = 0; k < length; k++) {
        float z = update[k];
        float fresh = candidate[k];
        update[k] = state[k] * (old[k] - fresh) * z * (1 - z);
        candidate[k] = state[k] * (1 - z) * (1 - fresh * fresh);
      }
    }

    private static void resetGate(float[] reset, float[] candidate, float[] inner, int length) {
      for (int k = 0; k < length; k++) {
        float open = reset[k];
        float slope = candidate[k] * open;
        reset[k] = slope * inner[k] * (1 - open);
        inner[k] = slope;
      }
    }
  }
}
