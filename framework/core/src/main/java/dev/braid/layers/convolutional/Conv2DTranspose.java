package dev.braid.layers.convolutional;

import dev.braid.config.Config;

/** A convolution over images, transposed. */
public final class Conv2DTranspose extends BaseConvTranspose<Conv2DTranspose> {
  /** Creates the layer; the kernel's size is one number for all axes or one for each. */
  public Conv2DTranspose(long filters, long... kernel) {
    super(2, filters, kernel);
  }

  public static Conv2DTranspose read(Config config) {
    return BaseConvTranspose.read(
        new Conv2DTranspose(config.whole("filters", 0), config.wholes("kernel_size")), config);
  }

  @Override
  public String className() {
    return "Conv2DTranspose";
  }
}
