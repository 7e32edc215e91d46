package dev.braid.layers.convolutional;

import dev.braid.config.Config;

/** A convolution over steps. */
public final class Conv1D extends BaseConv<Conv1D> {
  /** Creates the layer; the kernel's size is one number for all axes or one for each. */
  public Conv1D(long filters, long... kernel) {
    super(1, filters, kernel);
  }

  public static Conv1D read(Config config) {
    Conv1D made = new Conv1D(config.whole("filters", 0), config.wholes("kernel_size"));
    return BaseConv.read(made, config);
  }

  @Override
  boolean allowsCausal() {
    return true;
  }

  @Override
  public String className() {
    return "Conv1D";
  }
}
