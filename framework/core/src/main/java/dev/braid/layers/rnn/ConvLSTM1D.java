package dev.braid.layers.rnn;

import dev.braid.config.Config;

/** Long short-term memory over sequences of lines. */
public final class ConvLSTM1D extends BaseConvLSTM<ConvLSTM1D> {
  /** Creates the layer; the kernel's size is one number for all axes or one for each. */
  public ConvLSTM1D(long filters, long... kernel) {
    this(new ConvLSTMCell(1, filters, kernel));
  }

  private ConvLSTM1D(ConvLSTMCell cell) {
    super(cell);
  }

  public static ConvLSTM1D read(Config config) {
    return read(new ConvLSTM1D(ConvLSTMCell.read(1, "ConvLSTM1D", config)), config);
  }

  @Override
  public String className() {
    return "ConvLSTM1D";
  }
}
