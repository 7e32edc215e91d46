package dev.braid.layers.rnn;

import dev.braid.config.Config;

/** Long short-term memory over sequences of volumes. */
public final class ConvLSTM3D extends BaseConvLSTM<ConvLSTM3D> {
  /** Creates the layer; the kernel's size is one number for all axes or one for each. */
  public ConvLSTM3D(long filters, long... kernel) {
    this(new ConvLSTMCell(3, filters, kernel));
  }

  private ConvLSTM3D(ConvLSTMCell cell) {
    super(cell);
  }

  public static ConvLSTM3D read(Config config) {
    return read(new ConvLSTM3D(ConvLSTMCell.read(3, "ConvLSTM3D", config)), config);
  }

  @Override
  public String className() {
    return "ConvLSTM3D";
  }
}
