package dev.braid.internal.environment;

/** Vector instructions of an x86-64 CPU that ND4J's binaries differ in, each with all before it. */
enum CpuLevel {
  BASELINE("no AVX2"),
  AVX2("AVX2"),
  AVX512("AVX-512");

  private final String text;

  CpuLevel(String text) {
    this.text = text;
  }

  /** What a binary needs whose name ends in {@code extension}. */
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
