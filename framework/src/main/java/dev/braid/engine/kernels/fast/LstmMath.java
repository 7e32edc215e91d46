package dev.braid.engine.kernels.fast;

import dev.braid.engine.fast.Blas;
import dev.braid.engine.fast.Blas.Matrix;
import dev.braid.engine.fast.Floats;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;

/**
 * LSTM with gates i, f, c, o; it keeps the carry before each step and the tangent of the one after.
 */
final class LstmMath implements CellMath {
  @Override
  public int gates() {
    return 4;
  }

  @Override
  public int[] extras() {
    return new int[] {1, 1};
  }

  @Override
  public boolean apart() {
    return false;
  }

  @Override
  public Steps steps(Walk walk, Floats kernel, float[] bias, int low, int high) {
    return new Rows(walk, kernel, low, high);
  }

  private static final class Rows implements Steps {
    private final Walk walk;
    private final FloatPointer kernel;
    private final int low;
    private final int high;
    private final int rows;
    private final int units;
    private final float[] gates;
    private final float[] carry;
    private final float[] curve;
    private final float[] state;

    Rows(Walk walk, Floats kernel, int low, int high) {
      this.walk = walk;
      this.kernel = kernel;
      this.low = low;
      this.high = high;
      this.rows = high - low;
      this.units = walk.units();
      this.gates = new float[rows * units * 4];
      this.carry = new float[rows * units];
      this.curve = new float[rows * units];
      this.state = new float[rows * units];
    }

    private long at(int step, int size) {
      return ((long) low * walk.steps() + step) * size;
    }

    @Override
    public void forward() {
      int wide = 4 * units;
      Curves curves = new Curves(gates.length);
      float[] width = pattern(0.5f, 1);
      float[] offset = pattern(0.5f, 0);
      FloatPointer to = new FloatPointer(walk.projected());
      FloatPointer from = new FloatPointer(walk.before());
      for (int i = 0; i < walk.steps(); i++) {
        int t = walk.step(i);
        walk.store(state, units, low, high, t, walk.before().buffer());
        walk.store(carry, units, low, high, t, walk.extra()[0].buffer());
        if (i > 0) {
          Blas.product(
              rows,
              wide,
              units,
              new Matrix(from.position(at(t, units)), walk.steps() * units),
              new Matrix(kernel, wide),
              false,
              true,
              new Matrix(to.position(at(t, wide)), walk.steps() * wide));
        }
        walk.load(walk.projected().buffer(), wide, low, high, t, gates);
        curves.scaled(gates, width, width, offset, gates.length);
        walk.store(gates, wide, low, high, t, walk.projected().buffer());
        for (int n = 0; n < rows; n++) {
          if (!walk.padding(low + n, t)) {
            carryOn(gates, n * wide, carry, n * units, units);
          }
        }
        curves.tanh(carry, curve, curve.length);
        walk.store(curve, units, low, high, t, walk.extra()[1].buffer());
        for (int n = 0; n < rows; n++) {
          if (!walk.padding(low + n, t)) {
            letOut(gates, n * wide + 3 * units, curve, state, n * units, units);
          }
        }
        walk.put(state, low, high, i);
      }
    }

    /** One number for the gates with a sigmoid, another for the candidate, for every row. */
    private float[] pattern(float gate, float candidate) {
      float[] all = new float[gates.length];
      Arrays.fill(all, gate);
      for (int n = 0; n < rows; n++) {
        Arrays.fill(all, (n * 4 + 2) * units, (n * 4 + 3) * units, candidate);
      }
      return all;
    }

    private static void carryOn(float[] s, int at, float[] carry, int to, int units) {
      int f = at + units;
      int g = at + 2 * units;
      for (int k = 0; k < units; k++) {
        carry[to + k] = s[f + k] * carry[to + k] + s[at + k] * s[g + k];
      }
    }

    private static void letOut(float[] s, int o, float[] curve, float[] state, int to, int units) {
      for (int k = 0; k < units; k++) {
        state[to + k] = s[o + k] * curve[to + k];
      }
    }

    @Override
    public void back(Floats slopes, Floats atInput, Floats atState, Floats scratch) {
      int wide = 4 * units;
      float[] slope = new float[gates.length];
      float[] atCarry = new float[carry.length];
      float[] found = new float[state.length];
      float[] row = new float[units];
      Arrays.fill(state, 0);
      FloatPointer from = new FloatPointer(atInput);
      FloatPointer room = new FloatPointer(scratch);
      room.position((long) low * units);
      for (int i = walk.steps() - 1; i >= 0; i--) {
        int t = walk.step(i);
        walk.take(slopes.buffer(), row, state, low, high, i);
        walk.load(walk.projected().buffer(), wide, low, high, t, gates);
        walk.load(walk.extra()[0].buffer(), units, low, high, t, carry);
        walk.load(walk.extra()[1].buffer(), units, low, high, t, curve);
        for (int n = 0; n < rows; n++) {
          if (walk.padding(low + n, t)) {
            Arrays.fill(slope, n * wide, (n + 1) * wide, 0);
          } else {
            outGate(gates, curve, state, atCarry, slope, n * wide, n * units, units);
            inGates(gates, atCarry, slope, n * wide, n * units, units);
            forgetGate(gates, carry, atCarry, slope, n * wide, n * units, units);
          }
        }
        walk.store(slope, wide, low, high, t, atInput.buffer());
        if (i > 0) {
          Blas.product(
              rows,
              units,
              wide,
              new Matrix(from.position(at(t, wide)), walk.steps() * wide),
              new Matrix(kernel, wide),
              true,
              false,
              new Matrix(room, units));
          scratch.buffer().get(low * units, found);
          for (int n = 0; n < rows; n++) {
            if (!walk.padding(low + n, t)) {
              System.arraycopy(found, n * units, state, n * units, units);
            }
          }
        }
      }
    }

    private static void outGate(
        float[] s,
        float[] curve,
        float[] state,
        float[] carry,
        float[] d,
        int g,
        int u,
        int units) {
      int o = g + 3 * units;
      for (int k = 0; k < units; k++) {
        float open = s[o + k];
        float bent = curve[u + k];
        float slope = state[u + k] * open;
        d[o + k] = slope * bent * (1 - open);
        carry[u + k] += slope * (1 - bent * bent);
      }
    }

    private static void inGates(float[] s, float[] carry, float[] d, int g, int u, int units) {
      int c = g + 2 * units;
      for (int k = 0; k < units; k++) {
        float open = s[g + k];
        float candidate = s[c + k];
        float slope = carry[u + k] * open;
        d[g + k] = slope * candidate * (1 - open);
        d[c + k] = slope * (1 - candidate * candidate);
      }
    }

    /** Slopes that are all but zero are taken to zero: CPUs are slow with the smallest floats. */
    private static void forgetGate(
        float[] s, float[] before, float[] carry, float[] d, int g, int u, int units) {
      int f = g + units;
      for (int k = 0; k < units; k++) {
        float kept = s[f + k];
        float slope = carry[u + k] * kept;
        d[f + k] = slope * before[u + k] * (1 - kept);
        carry[u + k] = (slope + 1e-20f) - 1e-20f;
      }
    }
  }
}
