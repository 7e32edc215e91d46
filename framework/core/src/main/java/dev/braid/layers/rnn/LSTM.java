package dev.braid.layers.rnn;

import dev.braid.Activation;
import dev.braid.config.Config;

/** Long short-term memory. */
public final class LSTM extends UnitRecurrent<LSTM, LSTMCell> {
  public LSTM(long units) {
    this(new LSTMCell(units));
  }

  private LSTM(LSTMCell cell) {
    super(cell);
  }

  public static LSTM read(Config config) {
    return new LSTM(LSTMCell.read(config)).readRecurrence(config);
  }

  /** Sets the activation of the gates. */
  public LSTM recurrentActivation(Activation other) {
    return withCell(cell -> cell.recurrentActivation(other));
  }

  /** Starts the forget gate's bias at one, so that the cell state is kept at first. */
  public LSTM unitForgetBias(boolean on) {
    return withCell(cell -> cell.unitForgetBias(on));
  }

  @Override
  public String className() {
    return "LSTM";
  }
}
