package dev.braid.layers.rnn;

import dev.braid.config.Config;

/** A simple recurrent layer. */
public final class SimpleRNN extends UnitRecurrent<SimpleRNN, SimpleRNNCell> {
  public SimpleRNN(long units) {
    this(new SimpleRNNCell(units));
  }

  private SimpleRNN(SimpleRNNCell cell) {
    super(cell);
  }

  public static SimpleRNN read(Config config) {
    return new SimpleRNN(SimpleRNNCell.read(config)).readRecurrence(config);
  }

  @Override
  public String className() {
    return "SimpleRNN";
  }
}
