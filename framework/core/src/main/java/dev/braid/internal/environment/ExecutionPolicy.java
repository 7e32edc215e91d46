package dev.braid.internal.environment;

/**
 * Which code computes layers, losses and updates of a network: fast kernels where there are some,
 * or portable formulas alone.
 *
 * <p>It is decided when a network is made and passed to whatever chooses between the two, which
 * holds on to its choice: nothing asks the system while it computes.
 *
 * @param fastKernels whether fast kernels may run
 */
public record ExecutionPolicy(boolean fastKernels) {
  /** Fast kernels, and portable formulas where those don't apply. */
  public static final ExecutionPolicy FAST = new ExecutionPolicy(true);

  /** Portable formulas alone, for comparisons. */
  public static final ExecutionPolicy PORTABLE = new ExecutionPolicy(false);

  /** The system property; {@code -Dbraid.kernels=portable} asks for portable formulas. */
  public static final String PROPERTY = "braid.kernels";

  /** What the system property asks for now. */
  public static ExecutionPolicy fromSystemProperties() {
    return "portable".equals(System.getProperty(PROPERTY)) ? PORTABLE : FAST;
  }

  /** Says in words which kernels layers run on. */
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
