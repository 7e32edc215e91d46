package dev.braid.internal.engine.kernels.recurrent;

import dev.braid.internal.compute.Blas;
import dev.braid.internal.compute.Blas.Matrix;
import dev.braid.internal.compute.Floats;
import dev.braid.internal.compute.VectorizedLoops;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The steps of a range of samples: recurrent products, and states that are unchanged at padding.
 * The subclasses compute the elementwise part of each kind of cell.
 */
abstract class CellSteps {
  private final SequencePass sequence;
  private final SequencePass.Weights weights;
  private final int low;
  private final int rows;
  private final int units;
  private final int gateWidth;
  private final boolean hasSeparateProduct;

  /** The states before a step; in the backward pass, the gradients of those after it. */
  final float[][] states;

  /** The states after a step; in the backward pass, the gradients of those before it. */
  final float[][] next;

  /** The inputs of the gates, an array per gate; in the backward pass, their gradients. */
  final float[][] gates;

  /** The last gate's separate recurrent product; in the backward pass, its gradient. */
  final float[] separateProduct;

  CellSteps(CellMath math, SequencePass sequence, SequencePass.Weights weights, int low, int high) {
    this.sequence = sequence;
    this.weights = weights;
    this.low = low;
    rows = high - low;
    units = sequence.units();
    gateWidth = math.gates() * units;
    hasSeparateProduct = math.hasSeparateProduct();
    int all = rows * units;
    states = new float[math.states()][all];
    next = new float[math.states()][all];
    gates = new float[math.gates()][all];
    separateProduct = new float[hasSeparateProduct ? all : 0];
  }

  /** Computes the next states from the gates' inputs and saves values for the backward pass. */
  abstract void forwardStep(int step);

  /**
   * Computes the gradients of the gates and of the states before a step from those of the states
   * after it, except for the gradient through the recurrent product.
   */
  abstract void backwardStep(int step);

  final int length() {
    return rows * units;
  }

  final void saveStep(int step, float[]... arrays) {
    sequence.saveStep(low, step, arrays);
  }

  final void loadStep(int step, float[]... arrays) {
    sequence.loadStep(low, step, arrays);
  }

  final void forward() {
    float[][] row = new float[rows][gateWidth];
    float[][] recurrentProduct = new float[hasSeparateProduct ? rows : 0][gateWidth];
    float[][] stateRows = new float[rows][units];
    for (int k = 0; k < states.length && sequence.initialStates() != null; k++) {
      sequence.initialStates()[k].buffer().get(low * units, states[k]);
    }
    for (int i = 0; i < sequence.steps(); i++) {
      int t = sequence.step(i);
      GateLayout.toRows(states[0], 0, units, stateRows);
      sequence.store(stateRows, units, low, t, sequence.previousStates().buffer());
      if (hasSeparateProduct) {
        sequence.load(sequence.projected().buffer(), gateWidth, low, t, row);
        initializeProduct(recurrentProduct);
        sequence.store(recurrentProduct, gateWidth, low, t, sequence.projected().buffer());
      }
      if (sequence.hasState(i)) {
        multiply(
            sequence.previousStates(),
            units,
            t,
            gateWidth,
            true,
            sequence.rows(sequence.projected(), gateWidth, low, t));
      }
      if (hasSeparateProduct) {
        sequence.load(sequence.projected().buffer(), gateWidth, low, t, recurrentProduct);
        addRecurrentProduct(row, recurrentProduct);
      } else {
        sequence.load(sequence.projected().buffer(), gateWidth, low, t, row);
      }
      for (int g = 0; g < gates.length; g++) {
        GateLayout.fromRows(row, g, units, gates[g]);
      }
      forwardStep(t);
      advance(t);
      GateLayout.toRows(states[0], 0, units, stateRows);
      sequence.writeOutput(stateRows, low, i);
    }
    for (int k = 0; k < states.length; k++) {
      sequence.finalStates()[k].buffer().put(low * units, states[k]);
    }
  }

  /** Initializes the separate recurrent product with its bias. */
  private void initializeProduct(float[][] recurrentProduct) {
    for (float[] row : recurrentProduct) {
      if (weights.bias() == null) {
        Arrays.fill(row, 0);
      } else {
        System.arraycopy(weights.bias(), 0, row, 0, gateWidth);
      }
    }
  }

  /** Adds the separate recurrent products to the gates' inputs, except for the last gate. */
  private void addRecurrentProduct(float[][] row, float[][] recurrentProduct) {
    GateLayout.fromRows(recurrentProduct, gates.length - 1, units, separateProduct);
    for (int n = 0; n < rows; n++) {
      Arrays.fill(recurrentProduct[n], gateWidth - units, gateWidth, 0);
      VectorizedLoops.add(row[n], recurrentProduct[n], gateWidth);
    }
  }

  private void multiply(Floats states, int inner, int step, int columns, boolean add, Matrix to) {
    new Blas.Product(
            rows,
            columns,
            inner,
            1,
            sequence.rows(states, inner, low, step),
            false,
            new Matrix(weights.kernel(), columns),
            false,
            add,
            to)
        .run();
  }

  /** Replaces the states by the next ones, except at padding. */
  private void advance(int step) {
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

  final void backward(SequencePass.Gradients gradients) {
    float[] outputRow = new float[units];
    float[][] row = new float[rows][gateWidth];
    float[] products = new float[length()];
    FloatPointer target = new FloatPointer(gradients.buffer());
    target.position((long) low * units);
    for (int k = 0; k < states.length; k++) {
      if (gradients.finalStates()[k] == null) {
        Arrays.fill(states[k], 0);
      } else {
        gradients.finalStates()[k].buffer().get(low * units, states[k]);
      }
    }
    for (int i = sequence.steps() - 1; i >= 0; i--) {
      int t = sequence.step(i);
      if (gradients.outputs() != null) {
        sequence.addOutputGradient(gradients.outputs().buffer(), outputRow, states[0], low, i);
      }
      backwardStep(t);
      for (int n = 0; n < rows && sequence.mask() != null; n++) {
        if (sequence.padding(low + n, t)) {
          for (float[] gate : gates) {
            GateLayout.zero(gate, n, units);
          }
          if (hasSeparateProduct) {
            GateLayout.zero(separateProduct, n, units);
          }
        }
      }
      for (int g = 0; g < gates.length; g++) {
        GateLayout.toRows(gates[g], g, units, row);
      }
      sequence.store(row, gateWidth, low, t, gradients.inputGradient().buffer());
      if (hasSeparateProduct) {
        GateLayout.toRows(separateProduct, gates.length - 1, units, row);
        sequence.store(row, gateWidth, low, t, gradients.recurrentGradient().buffer());
      }
      if (sequence.hasState(i)) {
        multiply(
            gradients.recurrentGradient(), gateWidth, t, units, false, new Matrix(target, units));
        gradients.buffer().buffer().get(low * units, products);
        VectorizedLoops.add(next[0], products, products.length);
      }
      advance(t);
    }
    for (int k = 0; k < states.length && gradients.initialStateGradients() != null; k++) {
      gradients.initialStateGradients()[k].buffer().put(low * units, states[k]);
    }
  }
}
