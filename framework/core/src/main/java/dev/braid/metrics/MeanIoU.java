package dev.braid.metrics;

import dev.braid.config.Config;

/** The mean over all classes of intersection over union. */
public final class MeanIoU extends BaseIoU<MeanIoU> {
  private final int numClasses;

  public MeanIoU(int numClasses) {
    super("mean_io_u", numClasses, all(numClasses));
    this.numClasses = numClasses;
  }

  static MeanIoU read(Config config) {
    return new MeanIoU(config.integer("num_classes", 2)).options(config);
  }

  @Override
  void describeFirst(Config config) {
    config.put("num_classes", numClasses);
  }

  @Override
  protected void describe(Config config) {
    describeClasses(config, true);
  }
}
