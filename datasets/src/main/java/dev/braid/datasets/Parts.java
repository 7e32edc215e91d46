package dev.braid.datasets;

/** What all records of samples ask of their arrays. */
final class Parts {
  private Parts() {}

  static void sameCount(int samples, int labels) {
    if (samples != labels) {
      throw new IllegalArgumentException(
          "there are " + samples + " samples and " + labels + " labels");
    }
  }
}
