package dev.braid.engine.kernels.fast;

import dev.braid.engine.fast.Blas;
import dev.braid.engine.fast.Blas.Matrix;
import dev.braid.engine.fast.Floats;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;

/**
 * GRU with gates z, r, h, whose reset acts on the product with the state; it keeps that product.
 */
final class GruMath implements CellMath {
  @Override
  public int gates() {
    return 3;
  }

  @Override
  public int[] extras() {
    return new int[] {3};
  }

  @Override
  public boolean apart() {
    return true;
  }

  @Override
  public Steps steps(Walk walk, Floats kernel, float[] bias, int low, int high) {
    return new Rows(walk, kernel, bias, low, high);
  }

  private static final class Rows implements Steps {
    private final Walk walk;
    private final FloatPointer kernel;
    private final float[] bias;
    private final int low;
    private final int high;
    private final int rows;
    private final int units;
    private final int wide;
    private final float[] gates;
    private final float[] inner;
    private final float[] state;

    Rows(Walk walk, Floats kernel, float[] bias, int low, int high) {
      this.walk = walk;
      this.kernel = kernel;
      this.bias = bias;
      this.low = low;
      this.high = high;
      this.rows = high - low;
      this.units = walk.units();
      this.wide = 3 * units;
      this.gates = new float[rows * wide];
      this.inner = new float[rows * wide];
      this.state = new float[rows * units];
    }

    private long at(int step, int size) {
      return ((long) low * walk.steps() + step) * size;
    }

    /** The state's product with the kernel, and the bias. */
    private void loadInner(int t, boolean first) {
      if (first) {
        Arrays.fill(inner, 0);
      } else {
        walk.load(walk.extra()[0].buffer(), wide, low, high, t, inner);
      }
      if (bias != null) {
        for (int n = 0; n < rows; n++) {
          add(inner, n * wide, bias, wide);
        }
      }
    }

    private static void add(float[] to, int at, float[] more, int length) {
      for (int k = 0; k < length; k++) {
        to[at + k] += more[k];
      }
    }

    @Override
    public void forward() {
      Curves curves = new Curves(rows * units * 2);
      float[] half = new float[rows * units * 2];
      Arrays.fill(half, 0.5f);
      float[] open = new float[half.length];
      float[] candidate = new float[state.length];
      FloatPointer to = new FloatPointer(walk.extra()[0]);
      FloatPointer from = new FloatPointer(walk.before());
      for (int i = 0; i < walk.steps(); i++) {
        int t = walk.step(i);
        walk.store(state, units, low, high, t, walk.before().buffer());
        if (i > 0) {
          Blas.product(
              rows,
              wide,
              units,
              new Matrix(from.position(at(t, units)), walk.steps() * units),
              new Matrix(kernel, wide),
              false,
              false,
              new Matrix(to.position(at(t, wide)), walk.steps() * wide));
        }
        loadInner(t, i == 0);
        walk.load(walk.projected().buffer(), wide, low, high, t, gates);
        for (int n = 0; n < rows; n++) {
          sum(gates, inner, n * wide, open, n * 2 * units, 2 * units);
        }
        curves.scaled(open, half, half, half, open.length);
        for (int n = 0; n < rows; n++) {
          reset(gates, inner, n * wide + 2 * units, open, n * 2 * units + units, units);
          System.arraycopy(gates, n * wide + 2 * units, candidate, n * units, units);
          System.arraycopy(open, n * 2 * units, gates, n * wide, 2 * units);
        }
        curves.tanh(candidate, candidate, candidate.length);
        for (int n = 0; n < rows; n++) {
          System.arraycopy(candidate, n * units, gates, n * wide + 2 * units, units);
          if (!walk.padding(low + n, t)) {
            mix(gates, n * wide, candidate, state, n * units, units);
          }
        }
        walk.store(gates, wide, low, high, t, walk.projected().buffer());
        walk.put(state, low, high, i);
      }
    }

    private static void sum(float[] a, float[] b, int at, float[] to, int into, int length) {
      for (int k = 0; k < length; k++) {
        to[into + k] = a[at + k] + b[at + k];
      }
    }

    private static void reset(
        float[] gates, float[] inner, int at, float[] open, int r, int units) {
      for (int k = 0; k < units; k++) {
        gates[at + k] += open[r + k] * inner[at + k];
      }
    }

    private static void mix(
        float[] gates, int z, float[] candidate, float[] state, int at, int units) {
      for (int k = 0; k < units; k++) {
        float fresh = candidate[at + k];
        state[at + k] = fresh + gates[z + k] * (state[at + k] - fresh);
      }
    }

    @Override
    public void back(Floats slopes, Floats atInput, Floats atState, Floats scratch) {
      float[] slope = new float[gates.length];
      float[] stateSlope = new float[gates.length];
      float[] old = new float[state.length];
      float[] found = new float[state.length];
      float[] row = new float[units];
      FloatPointer from = new FloatPointer(atState);
      FloatPointer room = new FloatPointer(scratch);
      room.position((long) low * units);
      Arrays.fill(state, 0);
      for (int i = walk.steps() - 1; i >= 0; i--) {
        int t = walk.step(i);
        walk.take(slopes.buffer(), row, state, low, high, i);
        walk.load(walk.projected().buffer(), wide, low, high, t, gates);
        walk.load(walk.before().buffer(), units, low, high, t, old);
        loadInner(t, i == 0);
        for (int n = 0; n < rows; n++) {
          int g = n * wide;
          if (walk.padding(low + n, t)) {
            Arrays.fill(slope, g, g + wide, 0);
            Arrays.fill(stateSlope, g, g + wide, 0);
          } else {
            update(gates, old, state, slope, g, n * units, units);
            reset(gates, inner, slope, stateSlope, g, units);
            System.arraycopy(slope, g, stateSlope, g, 2 * units);
          }
        }
        walk.store(slope, wide, low, high, t, atInput.buffer());
        walk.store(stateSlope, wide, low, high, t, atState.buffer());
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
              carry(gates, n * wide, state, found, n * units, units);
            }
          }
        }
      }
    }

    private static void update(
        float[] gates, float[] old, float[] state, float[] d, int g, int u, int units) {
      int c = g + 2 * units;
      for (int k = 0; k < units; k++) {
        float z = gates[g + k];
        float fresh = gates[c + k];
        float slope = state[u + k];
        d[g + k] = slope * (old[u + k] - fresh) * z * (1 - z);
        d[c + k] = slope * (1 - z) * (1 - fresh * fresh);
      }
    }

    private static void reset(
        float[] gates, float[] inner, float[] d, float[] dState, int g, int units) {
      int r = g + units;
      int c = g + 2 * units;
      for (int k = 0; k < units; k++) {
        float open = gates[r + k];
        d[r + k] = d[c + k] * inner[c + k] * open * (1 - open);
        dState[c + k] = d[c + k] * open;
      }
    }

    private static void carry(
        float[] gates, int z, float[] state, float[] found, int at, int units) {
      for (int k = 0; k < units; k++) {
        state[at + k] = state[at + k] * gates[z + k] + found[at + k];
      }
    }
  }
}
