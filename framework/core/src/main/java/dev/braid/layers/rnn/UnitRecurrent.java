package dev.braid.layers.rnn;

/**
 * A recurrent layer over sequences of vectors, made of one cell with units.
 *
 * @param <L> the layer's own class
 * @param <C> the cell's class
 */
public abstract class UnitRecurrent<L extends UnitRecurrent<L, C>, C extends UnitCell<C>>
    extends KernelRecurrent<L, C> {
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
