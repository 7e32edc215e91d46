package dev.braid.layers.rnn;

import dev.braid.Activation;
import dev.braid.config.Config;

/** Gated recurrent units. */
public final class GRU extends UnitRecurrent<GRU, GRUCell> {
  public GRU(long units) {
    this(new GRUCell(units));
  }

  private GRU(GRUCell cell) {
    super(cell);
  }

  public static GRU read(Config config) {
    return new GRU(GRUCell.read(config)).readRecurrence(config);
  }

  /** Sets the activation of the gates. */
  public GRU recurrentActivation(Activation other) {
    return withCell(cell -> cell.recurrentActivation(other));
  }

  /**
   * Sets whether the reset gate is applied after the state's product with its kernel, or before.
   */
  public GRU resetAfter(boolean on) {
    return withCell(cell -> cell.resetAfter(on));
  }

  @Override
  public String className() {
    return "GRU";
  }
}
