package dev.braid.internal.environment;

/**
 * The kind of code that computes layers, losses and updates of a network: fast kernels where they
 * exist, or only portable formulas.
 *
 * <p>It is fixed when a network is created and passed to the code that selects kernels, which keeps
 * its selection, so that nothing reads system properties while computing.
 *
 * @param fastKernels whether fast kernels may run
 */
public record ExecutionPolicy(boolean fastKernels) {
  /** Fast kernels, with portable formulas where fast kernels don't apply. */
  public static final ExecutionPolicy FAST = new ExecutionPolicy(true);

  /** Only portable formulas, for comparisons. */
  public static final ExecutionPolicy PORTABLE = new ExecutionPolicy(false);

  /**
   * The name of the system property; {@code -Dbraid.kernels=portable} selects portable formulas.
   */
  public static final String PROPERTY = "braid.kernels";

  /** Returns the policy that the system property currently selects. */
  public static ExecutionPolicy fromSystemProperties() {
    return "portable".equals(System.getProperty(PROPERTY)) ? PORTABLE : FAST;
  }

  /** Describes the kernels that layers run on. */
  public String describe() {
    if (!fastKernels) {
      return "portable, as " + PROPERTY + " asks for";
    }
    if (!Environment.cpu()) {
      return "portable: this backend's memory is not the CPU's";
    }
    return OneDnn.available()
        ? "Braid's own and oneDNN's, portable where those don't apply"
        : "Braid's own, portable where those don't apply; there is no oneDNN for this platform";
  }
}
