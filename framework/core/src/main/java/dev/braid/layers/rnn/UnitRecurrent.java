package dev.braid.layers.rnn;

/**
 * A recurrent layer over sequences of vectors with one unit cell.
 *
 * @param <L> the layer's class
 * @param <C> the cell's class
 */
public abstract sealed class UnitRecurrent<L extends UnitRecurrent<L, C>, C extends UnitCell<C>>
    extends KernelRecurrent<L, C> permits GRU, LSTM, SimpleRNN {
  UnitRecurrent(C cell) {
    super(cell);
  }

  public final long units() {
    return cell().units();
  }

  @Override
  final int rank() {
    return 2;
  }

  @Override
  final String axes() {
    return "(samples, steps, features)";
  }
}
