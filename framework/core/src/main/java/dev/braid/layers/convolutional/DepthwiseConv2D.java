package dev.braid.layers.convolutional;

import dev.braid.config.Config;

/** A convolution over images of each channel by itself. */
public final class DepthwiseConv2D extends BaseDepthwiseConv<DepthwiseConv2D> {
  /** The kernel's size is one number for all axes or one for each. */
  public DepthwiseConv2D(long... kernel) {
    super(2, kernel);
  }

  public static DepthwiseConv2D read(Config config) {
    return BaseDepthwiseConv.read(new DepthwiseConv2D(config.wholes("kernel_size")), config);
  }

  @Override
  public String className() {
    return "DepthwiseConv2D";
  }
}
