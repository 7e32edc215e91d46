package dev.braid.layers.convolutional;

import dev.braid.config.Config;

/** A convolution over volumes, transposed. */
public final class Conv3DTranspose extends BaseConvTranspose<Conv3DTranspose> {
  /** Creates the layer; the kernel's size is one number for all axes or one for each. */
  public Conv3DTranspose(long filters, long... kernel) {
    super(3, filters, kernel);
  }

  public static Conv3DTranspose read(Config config) {
    return BaseConvTranspose.read(
        new Conv3DTranspose(config.whole("filters", 0), config.wholes("kernel_size")), config);
  }

  @Override
  public String className() {
    return "Conv3DTranspose";
  }
}
