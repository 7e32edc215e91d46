package dev.braid.saving.architecture;

/**
 * How large a graph a file may describe: a few kilobytes of nested models, each used twice, unfold
 * to more layers than any machine can hold.
 */
final class Budget {
  private final int most;
  private int layers;

  Budget(int most) {
    this.most = most;
  }

  /** Counts a layer; false where there are too many. */
  boolean layer() {
    return ++layers <= most;
  }

  /** Whether a model may be unfolded into so many applications of layers. */
  boolean applications(long count) {
    return count <= most;
  }
}
