package dev.braid.engine.kernels.fast;

import dev.braid.engine.fast.Blas;
import dev.braid.engine.fast.Blas.Matrix;
import dev.braid.engine.fast.Floats;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;

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
  public boolean apart() {
    return false;
  }

  @Override
  public Steps steps(Walk walk, Walk.Weights weights, int low, int high) {
    return new Rows(walk, weights, low, high);
  }

  private static final class Rows implements Steps {
    private final Walk walk;
    private final Walk.Weights weights;
    private final int low;
    private final int rows;
    private final int units;
    private final int wide;
    private final float[] in;
    private final float[] forget;
    private final float[] candidate;
    private final float[] out;
    private final float[] carry;
    private final float[] curve;
    private final float[] state;

    Rows(Walk walk, Walk.Weights weights, int low, int high) {
      this.walk = walk;
      this.weights = weights;
      this.low = low;
      this.rows = high - low;
      this.units = walk.units();
      this.wide = 4 * units;
      int all = rows * units;
      this.in = new float[all];
      this.forget = new float[all];
      this.candidate = new float[all];
      this.out = new float[all];
      this.carry = new float[all];
      this.curve = new float[all];
      this.state = new float[all];
    }

    private boolean padding(int row, int step) {
      return walk.padding(low + row, step);
    }

    @Override
    public void forward() {
      float[][] gates = new float[rows][wide];
      float[][] states = new float[rows][units];
      float[] next = new float[carry.length];
      Curves curves = new Curves(carry.length);
      for (int i = 0; i < walk.steps(); i++) {
        int t = walk.step(i);
        Gates.join(state, 0, units, states);
        walk.store(states, units, low, t, walk.before().buffer());
        if (i > 0) {
          Blas.product(
              rows,
              wide,
              units,
              1,
              walk.rows(walk.before(), units, low, t),
              false,
              new Matrix(weights.kernel(), wide),
              false,
              true,
              walk.rows(walk.projected(), wide, low, t));
        }
        walk.load(walk.projected().buffer(), wide, low, t, gates);
        Gates.part(gates, 0, units, in);
        Gates.part(gates, 1, units, forget);
        Gates.part(gates, 2, units, candidate);
        Gates.part(gates, 3, units, out);
        curves.sigmoid(in, in.length);
        curves.sigmoid(forget, in.length);
        curves.tanh(candidate, candidate, in.length);
        curves.sigmoid(out, in.length);
        carryOn(in, forget, candidate, carry, next, carry.length);
        curves.tanh(next, curve, curve.length);
        walk.keep(low, t, in, forget, candidate, out, carry, curve);
        if (walk.mask() == null) {
          multiply(out, curve, state, state.length);
          System.arraycopy(next, 0, carry, 0, carry.length);
        } else {
          multiply(out, curve, candidate, state.length);
          for (int n = 0; n < rows; n++) {
            if (!padding(n, t)) {
              Gates.copy(candidate, state, n, units);
              Gates.copy(next, carry, n, units);
            }
          }
        }
        Gates.join(state, 0, units, states);
        walk.put(states, low, i);
      }
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
    public void back(Floats slopes, Floats atInput, Floats atState, Floats scratch) {
      float[] atCarry = new float[carry.length];
      float[] before = new float[carry.length];
      float[] row = new float[units];
      float[][] gates = new float[rows][wide];
      float[] found = new float[state.length];
      FloatPointer room = new FloatPointer(scratch);
      room.position((long) low * units);
      Arrays.fill(state, 0);
      for (int i = walk.steps() - 1; i >= 0; i--) {
        int t = walk.step(i);
        walk.take(slopes.buffer(), row, state, low, i);
        walk.recall(low, t, in, forget, candidate, out, carry, curve);
        System.arraycopy(atCarry, 0, before, 0, before.length);
        outGate(out, curve, state, atCarry, carry.length);
        bothInGates(in, candidate, atCarry, carry.length);
        forgetGate(forget, carry, atCarry, carry.length);
        for (int n = 0; n < rows && walk.mask() != null; n++) {
          if (padding(n, t)) {
            Gates.copy(before, atCarry, n, units);
            Gates.zero(in, n, units);
            Gates.zero(forget, n, units);
            Gates.zero(candidate, n, units);
            Gates.zero(out, n, units);
          }
        }
        Gates.join(in, 0, units, gates);
        Gates.join(forget, 1, units, gates);
        Gates.join(candidate, 2, units, gates);
        Gates.join(out, 3, units, gates);
        walk.store(gates, wide, low, t, atInput.buffer());
        if (i > 0) {
          Blas.product(
              rows,
              units,
              wide,
              1,
              walk.rows(atInput, wide, low, t),
              false,
              new Matrix(weights.kernel(), units),
              false,
              false,
              new Matrix(room, units));
          scratch.buffer().get(low * units, found);
          for (int n = 0; n < rows; n++) {
            if (!padding(n, t)) {
              Gates.copy(found, state, n, units);
            }
          }
        }
      }
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
