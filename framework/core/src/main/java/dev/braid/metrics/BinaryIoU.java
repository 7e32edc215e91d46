package dev.braid.metrics;

import dev.braid.config.Config;

/** Intersection over union of yes and no, which a threshold parts. */
public final class BinaryIoU extends Overlap<BinaryIoU> {
  private final int[] targetClassIds;
  private double threshold = 0.5;

  public BinaryIoU(int... targetClassIds) {
    super("binary_io_u", 2, targetClassIds.length == 0 ? all(2) : targetClassIds);
    this.targetClassIds = targetClassIds.length == 0 ? all(2) : targetClassIds.clone();
  }

  static BinaryIoU read(Config config) {
    return new BinaryIoU(ids(config)).options(config).threshold(config.number("threshold", 0.5));
  }

  /** Takes for yes what is not below this. */
  public BinaryIoU threshold(double cut) {
    return with(copy -> copy.threshold = cut);
  }

  double threshold() {
    return threshold;
  }

  @Override
  int decide(float prediction) {
    return prediction >= (float) threshold ? 1 : 0;
  }

  @Override
  void describeFirst(Config config) {
    config.put("target_class_ids", targetClassIds).put("threshold", threshold);
  }
}
