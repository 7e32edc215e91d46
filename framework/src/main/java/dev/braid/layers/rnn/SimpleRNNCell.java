package dev.braid.layers.rnn;

import dev.braid.config.Config;

/** The plain recurrent cell: the activation of input and state, each times a kernel. */
public final class SimpleRNNCell extends UnitCell<SimpleRNNCell> {
  public SimpleRNNCell(long units) {
    super(units);
  }

  public static SimpleRNNCell read(Config config) {
    return new SimpleRNNCell(config.whole("units", 0)).readOptions(config);
  }

  @Override
  public int gates() {
    return 1;
  }

  @Override
  public int stateCount() {
    return 1;
  }

  @Override
  public String className() {
    return "SimpleRNNCell";
  }
}
