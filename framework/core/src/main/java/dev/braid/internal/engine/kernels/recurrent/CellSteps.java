package dev.braid.internal.engine.kernels.recurrent;

import dev.braid.internal.compute.Blas;
import dev.braid.internal.compute.Blas.Matrix;
import dev.braid.internal.compute.Floats;
import dev.braid.internal.compute.VectorizedLoops;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The steps of some samples: products with the state, and what padding leaves as it was. What the
 * elements of one step become is the business of each kind of cell.
 */
abstract class CellSteps {
  private final SequencePass sequence;
  private final SequencePass.Weights weights;
  private final int low;
  private final int rows;
  private final int units;
  private final int wide;
  private final boolean apart;

  /** The states before a step; in the backward pass, the gradients by those after it. */
  final float[][] states;

  /** The states after a step; in the backward pass, the gradients by those before it. */
  final float[][] next;

  /** An array a gate: what goes into it; in the backward pass, the gradient by that. */
  final float[][] gates;

  /** The last gate's product with the state where that stands apart; then the gradient by it. */
  final float[] inner;

  CellSteps(CellMath math, SequencePass sequence, SequencePass.Weights weights, int low, int high) {
    this.sequence = sequence;
    this.weights = weights;
    this.low = low;
    rows = high - low;
    units = sequence.units();
    wide = math.gates() * units;
    apart = math.apart();
    int all = rows * units;
    states = new float[math.states()][all];
    next = new float[math.states()][all];
    gates = new float[math.gates()][all];
    inner = new float[apart ? all : 0];
  }

  /**
   * Takes what goes into the gates, writes the next states and keeps what the backward pass reads.
   */
  abstract void ahead(int step);

  /**
   * From the gradients by the states after a step to those by gates and by the states before it,
   * the product with the state left out.
   */
  abstract void back(int step);

  final int length() {
    return rows * units;
  }

  final void keep(int step, float[]... arrays) {
    sequence.keep(low, step, arrays);
  }

  final void recall(int step, float[]... arrays) {
    sequence.recall(low, step, arrays);
  }

  final void forward() {
    float[][] row = new float[rows][wide];
    float[][] byState = new float[apart ? rows : 0][wide];
    float[][] narrow = new float[rows][units];
    for (int k = 0; k < states.length && sequence.starts() != null; k++) {
      sequence.starts()[k].buffer().get(low * units, states[k]);
    }
    for (int i = 0; i < sequence.steps(); i++) {
      int t = sequence.step(i);
      GateLayout.join(states[0], 0, units, narrow);
      sequence.store(narrow, units, low, t, sequence.before().buffer());
      if (apart) {
        sequence.load(sequence.projected().buffer(), wide, low, t, row);
        start(byState);
        sequence.store(byState, wide, low, t, sequence.projected().buffer());
      }
      if (sequence.begun(i)) {
        multiply(
            sequence.before(),
            units,
            t,
            wide,
            true,
            sequence.rows(sequence.projected(), wide, low, t));
      }
      if (apart) {
        sequence.load(sequence.projected().buffer(), wide, low, t, byState);
        join(row, byState);
      } else {
        sequence.load(sequence.projected().buffer(), wide, low, t, row);
      }
      for (int g = 0; g < gates.length; g++) {
        GateLayout.part(row, g, units, gates[g]);
      }
      ahead(t);
      settle(t);
      GateLayout.join(states[0], 0, units, narrow);
      sequence.put(narrow, low, i);
    }
    for (int k = 0; k < states.length; k++) {
      sequence.ends()[k].buffer().put(low * units, states[k]);
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

  /** Adds the products with the state to what goes into the gates, but for the last gate. */
  private void join(float[][] row, float[][] byState) {
    GateLayout.part(byState, gates.length - 1, units, inner);
    for (int n = 0; n < rows; n++) {
      Arrays.fill(byState[n], wide - units, wide, 0);
      VectorizedLoops.add(row[n], byState[n], wide);
    }
  }

  private void multiply(Floats of, int inner, int step, int columns, boolean add, Matrix to) {
    new Blas.Product(
            rows,
            columns,
            inner,
            1,
            sequence.rows(of, inner, low, step),
            false,
            new Matrix(weights.kernel(), columns),
            false,
            add,
            to)
        .run();
  }

  /** Moves to the next states, except at padding. */
  private void settle(int step) {
    for (int k = 0; k < states.length; k++) {
      if (sequence.mask() == null) {
        System.arraycopy(next[k], 0, states[k], 0, next[k].length);
        continue;
      }
      for (int n = 0; n < rows; n++) {
        if (!sequence.padding(low + n, step)) {
          GateLayout.copy(next[k], states[k], n, units);
        }
      }
    }
  }

  final void back(SequencePass.Gradients gradients) {
    float[] line = new float[units];
    float[][] row = new float[rows][wide];
    float[] found = new float[length()];
    FloatPointer room = new FloatPointer(gradients.buffer());
    room.position((long) low * units);
    for (int k = 0; k < states.length; k++) {
      if (gradients.ends()[k] == null) {
        Arrays.fill(states[k], 0);
      } else {
        gradients.ends()[k].buffer().get(low * units, states[k]);
      }
    }
    for (int i = sequence.steps() - 1; i >= 0; i--) {
      int t = sequence.step(i);
      if (gradients.outputs() != null) {
        sequence.take(gradients.outputs().buffer(), line, states[0], low, i);
      }
      back(t);
      for (int n = 0; n < rows && sequence.mask() != null; n++) {
        if (sequence.padding(low + n, t)) {
          for (float[] gate : gates) {
            GateLayout.zero(gate, n, units);
          }
          if (apart) {
            GateLayout.zero(inner, n, units);
          }
        }
      }
      for (int g = 0; g < gates.length; g++) {
        GateLayout.join(gates[g], g, units, row);
      }
      sequence.store(row, wide, low, t, gradients.atInput().buffer());
      if (apart) {
        GateLayout.join(inner, gates.length - 1, units, row);
        sequence.store(row, wide, low, t, gradients.atState().buffer());
      }
      if (sequence.begun(i)) {
        multiply(gradients.atState(), wide, t, units, false, new Matrix(room, units));
        gradients.buffer().buffer().get(low * units, found);
        VectorizedLoops.add(next[0], found, found.length);
      }
      settle(t);
    }
    for (int k = 0; k < states.length && gradients.atStarts() != null; k++) {
      gradients.atStarts()[k].buffer().put(low * units, states[k]);
    }
  }
}
