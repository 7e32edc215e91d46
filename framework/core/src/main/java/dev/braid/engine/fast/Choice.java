package dev.braid.engine.fast;

import org.nd4j.linalg.api.buffer.DataType;

/** Whether fast code may run where there is some. */
public final class Choice {
  /**
   * {@code -Dbraid.kernels=portable} keeps everything on the portable formulas, for comparisons.
   */
  public static final String PROPERTY = "braid.kernels";

  /** Longer vectors have more bytes than a buffer can count. */
  private static final long LONGEST = 1L << 28;

  private Choice() {}

  /**
   * True unless the portable formulas were asked for; models and optimizers ask when they are made.
   */
  public static boolean fast() {
    return !"portable".equals(System.getProperty(PROPERTY));
  }

  /** In words, which kernels layers run on. */
  public static String describe() {
    if (!fast()) {
      return "portable, as " + PROPERTY + " asks for";
    }
    if (!Floats.reach(DataType.FLOAT)) {
      return "portable: this backend's memory is not the CPU's";
    }
    return OneDnn.available()
        ? "Braid's own and oneDNN's, portable where those don't apply"
        : "Braid's own, portable where those don't apply; there is no oneDNN for this platform";
  }

  /** True where fast code can work on arrays of this type and length. */
  public static boolean covers(DataType type, long length) {
    return length > 0 && length <= LONGEST && Floats.reach(type);
  }
}
