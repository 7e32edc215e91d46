package dev.braid.metrics;

import dev.braid.config.Config;

/** The mean over all classes of intersection over union, from one-hot targets and scores. */
public final class OneHotMeanIoU extends BaseIoU<OneHotMeanIoU> {
  private final int numClasses;

  public OneHotMeanIoU(int numClasses) {
    super("one_hot_mean_io_u", numClasses, all(numClasses));
    this.numClasses = numClasses;
    oneHot();
  }

  static OneHotMeanIoU read(Config config) {
    return new OneHotMeanIoU(config.integer("num_classes", 2)).options(config);
  }

  @Override
  void describeFirst(Config config) {
    config.put("num_classes", numClasses);
  }

  @Override
  protected void describe(Config config) {
    describeClasses(config, false);
  }
}
