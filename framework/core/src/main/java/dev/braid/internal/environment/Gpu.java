package dev.braid.internal.environment;

/** A GPU as reported by the driver. */
record Gpu(String name, int major, int minor) {
  /**
   * Returns whether ND4J's CUDA binaries contain machine code for this GPU.
   *
   * <p>They contain code for 3.7 to 8.6 and no PTX; code for 8.6 also runs on the other 8.x GPUs.
   */
  boolean runsNd4j() {
    return (major == 3 && minor >= 7) || (major >= 4 && major <= 8);
  }

  @Override
  public String toString() {
    return name + " (compute capability " + major + "." + minor + ")";
  }
}
