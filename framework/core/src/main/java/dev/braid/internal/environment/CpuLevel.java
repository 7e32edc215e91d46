package dev.braid.internal.environment;

/**
 * The vector instructions by which ND4J's x86-64 binaries differ; each level includes the lower.
 */
enum CpuLevel {
  BASELINE("no AVX2"),
  AVX2("AVX2"),
  AVX512("AVX-512");

  private final String text;

  CpuLevel(String text) {
    this.text = text;
  }

  /** Returns the level that a binary whose name ends in {@code extension} requires. */
  static CpuLevel neededBy(String extension) {
    if (extension.endsWith("avx512")) {
      return AVX512;
    }
    return extension.endsWith("avx2") ? AVX2 : BASELINE;
  }

  @Override
  public String toString() {
    return text;
  }
}
