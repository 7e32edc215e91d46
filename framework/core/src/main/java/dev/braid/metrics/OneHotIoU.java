package dev.braid.metrics;

import dev.braid.config.Config;

/** Intersection over union of some classes, from one-hot targets and scores. */
public final class OneHotIoU extends BaseIoU<OneHotIoU> {
  private final int numClasses;
  private final int[] targetClassIds;

  public OneHotIoU(int numClasses, int... targetClassIds) {
    super("one_hot_io_u", numClasses, targetClassIds);
    this.numClasses = numClasses;
    oneHot();
    this.targetClassIds = targetClassIds.clone();
  }

  static OneHotIoU read(Config config) {
    return new OneHotIoU(config.integer("num_classes", 2), ids(config)).options(config);
  }

  @Override
  void describeFirst(Config config) {
    config.put("num_classes", numClasses).put("target_class_ids", targetClassIds);
  }

  @Override
  protected void describe(Config config) {
    describeClasses(config, false);
  }
}
