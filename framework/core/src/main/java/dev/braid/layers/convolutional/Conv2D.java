package dev.braid.layers.convolutional;

import dev.braid.config.Config;

/** A convolution over images. */
public final class Conv2D extends BaseConv<Conv2D> {
  /** Creates the layer; the kernel's size is one number for all axes or one for each. */
  public Conv2D(long filters, long... kernel) {
    super(2, filters, kernel);
  }

  public static Conv2D read(Config config) {
    Conv2D made = new Conv2D(config.whole("filters", 0), config.wholes("kernel_size"));
    return BaseConv.read(made, config);
  }

  @Override
  public String className() {
    return "Conv2D";
  }
}
