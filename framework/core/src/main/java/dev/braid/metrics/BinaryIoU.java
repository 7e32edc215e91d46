package dev.braid.metrics;

import dev.braid.config.Config;

/** Intersection over union of two classes that a threshold separates. */
public final class BinaryIoU extends BaseIoU<BinaryIoU> {
  private final int[] targetClassIds;
  private double threshold = 0.5;

  public BinaryIoU(int... targetClassIds) {
    super("binary_io_u", 2, targetClassIds.length == 0 ? all(2) : targetClassIds);
    this.targetClassIds = targetClassIds.length == 0 ? all(2) : targetClassIds.clone();
  }

  static BinaryIoU read(Config config) {
    return new BinaryIoU(ids(config)).options(config).threshold(config.number("threshold", 0.5));
  }

  /** Sets the threshold: predictions that are not below it are positive. */
  public BinaryIoU threshold(double value) {
    return with(copy -> copy.threshold = value);
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
