package dev.braid.layers.convolutional;

import dev.braid.config.Config;

/** A convolution over steps of each channel by itself, and then one that mixes channels. */
public final class SeparableConv1D extends BaseSeparableConv<SeparableConv1D> {
  /** Creates the layer; the kernel's size is one number for all axes or one for each. */
  public SeparableConv1D(long filters, long... kernel) {
    super(1, filters, kernel);
  }

  public static SeparableConv1D read(Config config) {
    return BaseSeparableConv.read(
        new SeparableConv1D(config.whole("filters", 0), config.wholes("kernel_size")), config);
  }

  @Override
  public String className() {
    return "SeparableConv1D";
  }
}
