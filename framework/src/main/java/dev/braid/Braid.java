package dev.braid;

import dev.braid.graph.Node;
import dev.braid.graph.Spec;
import dev.braid.layers.core.Dense;
import dev.braid.layers.core.Embedding;
import dev.braid.layers.core.InputLayer;
import dev.braid.layers.core.Masking;
import dev.braid.layers.rnn.Bidirectional;
import dev.braid.layers.rnn.Cell;
import dev.braid.layers.rnn.GRU;
import dev.braid.layers.rnn.GRUCell;
import dev.braid.layers.rnn.LSTM;
import dev.braid.layers.rnn.LSTMCell;
import dev.braid.layers.rnn.RNN;
import dev.braid.layers.rnn.SimpleRNN;
import dev.braid.layers.rnn.SimpleRNNCell;
import dev.braid.layers.rnn.TimeDistributed;
import dev.braid.random.Seeds;
import java.util.List;

/**
 * The whole vocabulary of a training program in one static import.
 *
 * <p>Every factory only forwards to the class it makes.
 */
public final class Braid {
  /** A size that may vary. */
  public static final long ANY = Spec.ANY;

  public static final Activation LINEAR = Activation.LINEAR;
  public static final Activation RELU = Activation.RELU;
  public static final Activation SIGMOID = Activation.SIGMOID;
  public static final Activation TANH = Activation.TANH;
  public static final Activation SOFTMAX = Activation.SOFTMAX;

  private Braid() {}

  // ---- graphs

  /** An input; the batch axis is not among the sizes. */
  public static Tensor input(String name, long... shape) {
    return input(name, DType.FLOAT32, shape);
  }

  public static Tensor input(String name, DType dtype, long... shape) {
    InputLayer layer = new InputLayer(new Spec(shape, dtype)).name(name);
    return Node.apply(layer, List.of()).outputs().get(0);
  }

  /** Makes everything that comes repeat to the bit on one machine. */
  public static void setRandomSeed(long seed) {
    Seeds.set(seed);
  }

  // ---- core layers

  public static Dense dense(long units) {
    return new Dense(units);
  }

  public static Dense dense(long units, Activation activation) {
    return new Dense(units).activation(activation);
  }

  /** Marks steps as padding where all features have this value. */
  public static Masking masking(double value) {
    return new Masking(value);
  }

  // ---- sequences

  /** A vector for each whole number below {@code inputDim}. */
  public static Embedding embedding(long inputDim, long outputDim) {
    return new Embedding(inputDim, outputDim);
  }

  public static SimpleRNN simpleRnn(long units) {
    return new SimpleRNN(units);
  }

  public static LSTM lstm(long units) {
    return new LSTM(units);
  }

  public static GRU gru(long units) {
    return new GRU(units);
  }

  public static SimpleRNNCell simpleRnnCell(long units) {
    return new SimpleRNNCell(units);
  }

  public static LSTMCell lstmCell(long units) {
    return new LSTMCell(units);
  }

  public static GRUCell gruCell(long units) {
    return new GRUCell(units);
  }

  /** A recurrent layer over a cell, or over several that are stacked. */
  public static RNN rnn(Cell<?>... cells) {
    return cells.length == 1 ? new RNN(cells[0]) : new RNN(List.of(cells));
  }

  /** Reads sequences forward with the layer and backward with a copy of it. */
  public static Bidirectional bidirectional(Layer layer) {
    return new Bidirectional(layer);
  }

  public static Bidirectional bidirectional(Layer layer, Layer backwardLayer) {
    return new Bidirectional(layer, backwardLayer);
  }

  /** Applies a layer or a model to every step. */
  public static TimeDistributed timeDistributed(Layer layer) {
    return new TimeDistributed(layer);
  }
}
