package dev.braid.engine.kernels.fast;

import java.util.Arrays;

/**
 * LSTM with gates i, f, c, o; it keeps them, the carry before, and the tangent of the one after.
 */
final class LstmMath implements CellMath {
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
  public UnitSteps steps(Walk walk, Walk.Weights weights, int low, int high) {
    return new Steps(this, walk, weights, low, high);
  }

  private static final class Steps extends UnitSteps {
    private final float[] in = gates[0];
    private final float[] forget = gates[1];
    private final float[] candidate = gates[2];
    private final float[] out = gates[3];
    private final float[] carry = new float[length()];
    private final float[] curve = new float[length()];
    private final Curves curves = new Curves(length());

    Steps(CellMath math, Walk walk, Walk.Weights weights, int low, int high) {
      super(math, walk, weights, low, high);
    }

    @Override
    void ahead(int step) {
      curves.sigmoid(in, in.length);
      curves.sigmoid(forget, in.length);
      curves.tanh(candidate, candidate, in.length);
      curves.sigmoid(out, in.length);
      carryOn(in, forget, candidate, states[1], next[1], in.length);
      curves.tanh(next[1], curve, curve.length);
      keep(step, in, forget, candidate, out, states[1], curve);
      multiply(out, curve, next[0], out.length);
    }

    private static void carryOn(
        float[] in, float[] forget, float[] fresh, float[] carry, float[] next, int length) {
      for (int k = 0; k < length; k++) {
        next[k] = forget[k] * carry[k] + in[k] * fresh[k];
      }
    }

    private static void multiply(float[] a, float[] b, float[] to, int length) {
      for (int k = 0; k < length; k++) {
        to[k] = a[k] * b[k];
      }
    }

    @Override
    void back(int step) {
      recall(step, in, forget, candidate, out, carry, curve);
      float[] atCarry = next[1];
      System.arraycopy(states[1], 0, atCarry, 0, atCarry.length);
      outGate(out, curve, states[0], atCarry, carry.length);
      bothInGates(in, candidate, atCarry, carry.length);
      forgetGate(forget, carry, atCarry, carry.length);
      Arrays.fill(next[0], 0);
    }

    /** The gate's array takes its slope, here and below. */
    private static void outGate(
        float[] out, float[] curve, float[] state, float[] atCarry, int length) {
      for (int k = 0; k < length; k++) {
        float slope = state[k] * out[k];
        atCarry[k] += slope * (1 - curve[k] * curve[k]);
        out[k] = slope * curve[k] * (1 - out[k]);
      }
    }

    private static void bothInGates(float[] in, float[] candidate, float[] atCarry, int length) {
      for (int k = 0; k < length; k++) {
        float open = in[k];
        float fresh = candidate[k];
        float slope = atCarry[k] * open;
        in[k] = slope * fresh * (1 - open);
        candidate[k] = slope * (1 - fresh * fresh);
      }
    }

    /** Slopes that are all but zero are taken to zero: CPUs are slow with the smallest floats. */
    private static void forgetGate(float[] forget, float[] carry, float[] atCarry, int length) {
      for (int k = 0; k < length; k++) {
        float slope = atCarry[k] * forget[k];
        forget[k] = slope * carry[k] * (1 - forget[k]);
        atCarry[k] = (slope + 1e-20f) - 1e-20f;
      }
    }
  }
}
