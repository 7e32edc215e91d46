package dev.braid.saving.architecture;

/**
 * How large a graph a file may describe: a few kilobytes of nested models, each used twice, unfold
 * to more layers than any machine can hold.
 */
final class Budget {
  private static final int LAYERS = 50_000;
  private static final long APPLICATIONS = 50_000;

  private int layers;

  /** Counts a layer; false where there are too many. */
  boolean layer() {
    return ++layers <= LAYERS;
  }

  /** Whether a model may be unfolded into so many applications of layers. */
  static boolean applications(long count) {
    return count <= APPLICATIONS;
  }
}
