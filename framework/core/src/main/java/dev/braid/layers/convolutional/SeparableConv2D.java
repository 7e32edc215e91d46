package dev.braid.layers.convolutional;

import dev.braid.config.Config;

/** A convolution over images of each channel by itself, and then one that mixes channels. */
public final class SeparableConv2D extends BaseSeparableConv<SeparableConv2D> {
  /** Creates the layer; the kernel's size is one number for all axes or one for each. */
  public SeparableConv2D(long filters, long... kernel) {
    super(2, filters, kernel);
  }

  public static SeparableConv2D read(Config config) {
    return BaseSeparableConv.read(
        new SeparableConv2D(config.whole("filters", 0), config.wholes("kernel_size")), config);
  }

  @Override
  public String className() {
    return "SeparableConv2D";
  }
}
