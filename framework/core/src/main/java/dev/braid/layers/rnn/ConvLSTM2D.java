package dev.braid.layers.rnn;

import dev.braid.config.Config;

/** Long short-term memory over sequences of images. */
public final class ConvLSTM2D extends BaseConvLSTM<ConvLSTM2D> {
  /** Creates the layer; the kernel's size is one number for all axes or one for each. */
  public ConvLSTM2D(long filters, long... kernel) {
    this(new ConvLSTMCell(2, filters, kernel));
  }

  private ConvLSTM2D(ConvLSTMCell cell) {
    super(cell);
  }

  public static ConvLSTM2D read(Config config) {
    return read(new ConvLSTM2D(ConvLSTMCell.read(2, "ConvLSTM2D", config)), config);
  }

  @Override
  public String className() {
    return "ConvLSTM2D";
  }
}
