package dev.braid.layers.convolutional;

import dev.braid.config.Config;

/** A convolution over steps, transposed. */
public final class Conv1DTranspose extends BaseConvTranspose<Conv1DTranspose> {
  /** Creates the layer; the kernel's size is one number for all axes or one for each. */
  public Conv1DTranspose(long filters, long... kernel) {
    super(1, filters, kernel);
  }

  public static Conv1DTranspose read(Config config) {
    return BaseConvTranspose.read(
        new Conv1DTranspose(config.whole("filters", 0), config.wholes("kernel_size")), config);
  }

  @Override
  public String className() {
    return "Conv1DTranspose";
  }
}
