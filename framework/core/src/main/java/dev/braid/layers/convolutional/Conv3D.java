package dev.braid.layers.convolutional;

import dev.braid.config.Config;

/** A convolution over volumes. */
public final class Conv3D extends BaseConv<Conv3D> {
  /** Creates the layer; the kernel's size is one number for all axes or one for each. */
  public Conv3D(long filters, long... kernel) {
    super(3, filters, kernel);
  }

  public static Conv3D read(Config config) {
    Conv3D made = new Conv3D(config.whole("filters", 0), config.wholes("kernel_size"));
    return BaseConv.read(made, config);
  }

  @Override
  public String className() {
    return "Conv3D";
  }
}
