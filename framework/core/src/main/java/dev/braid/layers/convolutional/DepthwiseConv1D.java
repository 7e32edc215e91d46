package dev.braid.layers.convolutional;

import dev.braid.config.Config;

/** A convolution over steps of each channel by itself. */
public final class DepthwiseConv1D extends BaseDepthwiseConv<DepthwiseConv1D> {
  /** The kernel's size is one number for all axes or one for each. */
  public DepthwiseConv1D(long... kernel) {
    super(1, kernel);
  }

  public static DepthwiseConv1D read(Config config) {
    return BaseDepthwiseConv.read(new DepthwiseConv1D(config.wholes("kernel_size")), config);
  }

  @Override
  public String className() {
    return "DepthwiseConv1D";
  }
}
