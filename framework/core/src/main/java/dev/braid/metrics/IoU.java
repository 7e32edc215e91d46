package dev.braid.metrics;

import dev.braid.config.Config;

/** Intersection over union of some classes. */
public final class IoU extends BaseIoU<IoU> {
  private final int numClasses;
  private final int[] targetClassIds;

  public IoU(int numClasses, int... targetClassIds) {
    super("io_u", numClasses, targetClassIds);
    this.numClasses = numClasses;
    this.targetClassIds = targetClassIds.clone();
  }

  static IoU read(Config config) {
    return new IoU(config.integer("num_classes", 2), ids(config)).options(config);
  }

  @Override
  protected void describe(Config config) {
    config.put("num_classes", numClasses).put("target_class_ids", targetClassIds);
    describeClasses(config, true);
  }
}
