package dev.braid.internal.environment;

/** A graphics card as the driver names it. */
record Gpu(String name, int major, int minor) {
  /**
   * Tells whether ND4J's CUDA binaries hold machine code for it.
   *
   * <p>They hold code for 3.7 to 8.6 and no PTX; code for 8.6 also runs on the rest of the 8
   * family.
   */
  boolean runsNd4j() {
    return (major == 3 && minor >= 7) || (major >= 4 && major <= 8);
  }

  @Override
  public String toString() {
    return name + " (compute capability " + major + "." + minor + ")";
  }
}
