package dev.braid.datasets;

/** Checks the arrays of samples. */
final class SampleCountCheck {
  private SampleCountCheck() {}

  static void sameCount(int samples, int labels) {
    if (samples != labels) {
      throw new IllegalArgumentException(
          "expected as many labels as samples, received "
              + samples
              + " samples and "
              + labels
              + " labels");
    }
  }
}
