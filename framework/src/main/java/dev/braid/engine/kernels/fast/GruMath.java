package dev.braid.engine.kernels.fast;

import dev.braid.engine.fast.Blas;
import dev.braid.engine.fast.Blas.Matrix;
import dev.braid.engine.fast.Floats;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;

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
  public boolean apart() {
    return true;
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
    private final float[] update;
    private final float[] reset;
    private final float[] candidate;
    private final float[] inner;
    private final float[] state;

    Rows(Walk walk, Walk.Weights weights, int low, int high) {
      this.walk = walk;
      this.weights = weights;
      this.low = low;
      this.rows = high - low;
      this.units = walk.units();
      this.wide = 3 * units;
      int all = rows * units;
      this.update = new float[all];
      this.reset = new float[all];
      this.candidate = new float[all];
      this.inner = new float[all];
      this.state = new float[all];
    }

    private boolean padding(int row, int step) {
      return walk.padding(low + row, step);
    }

    @Override
    public void forward() {
      float[][] gates = new float[rows][wide];
      float[][] byState = new float[rows][wide];
      float[][] states = new float[rows][units];
      float[] other = new float[state.length];
      Curves curves = new Curves(state.length);
      for (int i = 0; i < walk.steps(); i++) {
        int t = walk.step(i);
        Gates.join(state, 0, units, states);
        walk.store(states, units, low, t, walk.before().buffer());
        walk.load(walk.projected().buffer(), wide, low, t, gates);
        start(byState);
        walk.store(byState, wide, low, t, walk.projected().buffer());
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
          walk.load(walk.projected().buffer(), wide, low, t, byState);
        }
        gate(gates, byState, 0, update, other, curves);
        gate(gates, byState, 1, reset, other, curves);
        Gates.part(gates, 2, units, candidate);
        Gates.part(byState, 2, units, inner);
        addProduct(candidate, reset, inner, inner.length);
        curves.tanh(candidate, candidate, candidate.length);
        walk.keep(low, t, update, reset, candidate, inner, state);
        mix(update, candidate, state, other, state.length);
        if (walk.mask() == null) {
          System.arraycopy(other, 0, state, 0, state.length);
        } else {
          for (int n = 0; n < rows; n++) {
            if (!padding(n, t)) {
              Gates.copy(other, state, n, units);
            }
          }
        }
        Gates.join(state, 0, units, states);
        walk.put(states, low, i);
      }
    }

    /** The product with the state begins with its bias. */
    private void start(float[][] byState) {
      for (float[] row : byState) {
        if (weights.bias() == null) {
          Arrays.fill(row, 0);
        } else {
          System.arraycopy(weights.bias(), 0, row, 0, wide);
        }
      }
    }

    private void gate(
        float[][] gates, float[][] byState, int number, float[] to, float[] other, Curves curves) {
      Gates.part(gates, number, units, to);
      Gates.part(byState, number, units, other);
      add(to, other, to.length);
      curves.sigmoid(to, to.length);
    }

    private static void add(float[] to, float[] more, int length) {
      for (int k = 0; k < length; k++) {
        to[k] += more[k];
      }
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
    public void back(Floats slopes, Floats atInput, Floats atState, Floats scratch) {
      float[] old = new float[state.length];
      float[] carried = new float[state.length];
      float[] atInner = new float[state.length];
      float[] row = new float[units];
      float[][] gates = new float[rows][wide];
      float[] found = new float[state.length];
      FloatPointer room = new FloatPointer(scratch);
      room.position((long) low * units);
      Arrays.fill(state, 0);
      for (int i = walk.steps() - 1; i >= 0; i--) {
        int t = walk.step(i);
        walk.take(slopes.buffer(), row, state, low, i);
        walk.recall(low, t, update, reset, candidate, inner, old);
        multiply(state, update, carried, state.length);
        bothGates(update, candidate, old, state, state.length);
        resetGate(reset, inner, candidate, atInner, state.length);
        for (int n = 0; n < rows && walk.mask() != null; n++) {
          if (padding(n, t)) {
            Gates.zero(update, n, units);
            Gates.zero(reset, n, units);
            Gates.zero(candidate, n, units);
            Gates.zero(atInner, n, units);
          }
        }
        Gates.join(update, 0, units, gates);
        Gates.join(reset, 1, units, gates);
        Gates.join(candidate, 2, units, gates);
        walk.store(gates, wide, low, t, atInput.buffer());
        Gates.join(atInner, 2, units, gates);
        walk.store(gates, wide, low, t, atState.buffer());
        if (i > 0) {
          Blas.product(
              rows,
              units,
              wide,
              1,
              walk.rows(atState, wide, low, t),
              false,
              new Matrix(weights.kernel(), units),
              false,
              false,
              new Matrix(room, units));
          scratch.buffer().get(low * units, found);
          add(found, carried, found.length);
          for (int n = 0; n < rows; n++) {
            if (!padding(n, t)) {
              Gates.copy(found, state, n, units);
            }
          }
        }
      }
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

    private static void resetGate(
        float[] reset, float[] inner, float[] candidate, float[] atInner, int length) {
      for (int k = 0; k < length; k++) {
        float open = reset[k];
        atInner[k] = candidate[k] * open;
        reset[k] = atInner[k] * inner[k] * (1 - open);
      }
    }
  }
}
