package dev.braid.engine.kernels.fast;

import dev.braid.engine.fast.Blas;
import dev.braid.engine.fast.Blas.Matrix;
import dev.braid.engine.fast.Floats;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;

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
    private final float[] fresh;
    private final float[] state;

    Rows(Walk walk, Walk.Weights weights, int low, int high) {
      this.walk = walk;
      this.weights = weights;
      this.low = low;
      this.rows = high - low;
      this.units = walk.units();
      this.fresh = new float[rows * units];
      this.state = new float[rows * units];
    }

    @Override
    public void forward() {
      float[][] states = new float[rows][units];
      Curves curves = new Curves(state.length);
      for (int i = 0; i < walk.steps(); i++) {
        int t = walk.step(i);
        Gates.join(state, 0, units, states);
        walk.store(states, units, low, t, walk.before().buffer());
        if (i > 0) {
          product(walk.before(), low, t, true, walk.rows(walk.projected(), units, low, t));
        }
        walk.load(walk.projected().buffer(), units, low, t, states);
        Gates.part(states, 0, units, fresh);
        curves.tanh(fresh, fresh, fresh.length);
        walk.keep(low, t, fresh);
        for (int n = 0; n < rows; n++) {
          if (!walk.padding(low + n, t)) {
            Gates.copy(fresh, state, n, units);
          }
        }
        Gates.join(state, 0, units, states);
        walk.put(states, low, i);
      }
    }

    private void product(Floats of, int from, int step, boolean add, Matrix to) {
      Blas.product(
          rows,
          units,
          units,
          1,
          walk.rows(of, units, from, step),
          false,
          new Matrix(weights.kernel(), units),
          false,
          add,
          to);
    }

    @Override
    public void back(Floats slopes, Floats atInput, Floats atState, Floats scratch) {
      float[] row = new float[units];
      float[] found = new float[state.length];
      float[][] gates = new float[rows][units];
      FloatPointer room = new FloatPointer(scratch);
      room.position((long) low * units);
      Arrays.fill(state, 0);
      for (int i = walk.steps() - 1; i >= 0; i--) {
        int t = walk.step(i);
        walk.take(slopes.buffer(), row, state, low, i);
        walk.recall(low, t, fresh);
        through(fresh, state, fresh.length);
        for (int n = 0; n < rows && walk.mask() != null; n++) {
          if (walk.padding(low + n, t)) {
            Gates.zero(fresh, n, units);
          }
        }
        Gates.join(fresh, 0, units, gates);
        walk.store(gates, units, low, t, atInput.buffer());
        if (i > 0) {
          product(atInput, low, t, false, new Matrix(room, units));
          scratch.buffer().get(low * units, found);
          for (int n = 0; n < rows; n++) {
            if (!walk.padding(low + n, t)) {
              Gates.copy(found, state, n, units);
            }
          }
        }
      }
    }

    /** The array of what came out takes the slope by what went in. */
    private static void through(float[] fresh, float[] state, int length) {
      for (int k = 0; k < length; k++) {
        fresh[k] = state[k] * (1 - fresh[k] * fresh[k]);
      }
    }
  }
}
