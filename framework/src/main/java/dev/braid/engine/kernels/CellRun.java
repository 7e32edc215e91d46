package dev.braid.engine.kernels;

import dev.braid.layers.rnn.Cell;
import dev.braid.layers.rnn.ConvLSTMCell;
import dev.braid.layers.rnn.GRUCell;
import dev.braid.layers.rnn.LSTMCell;
import dev.braid.layers.rnn.SimpleRNNCell;
import dev.braid.layers.rnn.StackedRNNCells;
import dev.braid.ops.Value;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One cell during one call of its layer.
 *
 * <p>What depends on inputs alone is computed for all steps at once; the rest step by step.
 */
interface CellRun {
  /** From (steps, samples, …) to what {@link #step} takes, of which the first axis is the steps. */
  Value project(Value inputs);

  /** The new states. */
  List<Value> step(Value projected, List<Value> states);

  /** The whole way at once, where there is a faster one than step by step; else null. */
  default Path walk(Value sequence, List<Value> starts, INDArray mask) {
    return null;
  }

  static CellRun of(Cell<?> cell, Scope scope) {
    Scope inside = scope.inside(cell);
    if (cell instanceof LSTMCell lstm) {
      return new LstmRun(lstm, inside);
    }
    if (cell instanceof GRUCell gru) {
      return new GruRun(gru, inside);
    }
    if (cell instanceof SimpleRNNCell simple) {
      return new SimpleRnnRun(simple, inside);
    }
    if (cell instanceof ConvLSTMCell convolutional) {
      return new ConvLstmRun(convolutional, inside);
    }
    if (cell instanceof StackedRNNCells stacked) {
      return new StackedRun(stacked, inside);
    }
    throw new IllegalStateException("the engine has no run of " + cell.className());
  }
}
