package dev.braid.internal.saving.architecture;

/**
 * Limits the size of the graph that a file describes: a few kilobytes of nested models, each used
 * twice, expand to more layers than fit into memory.
 */
final class LayerBudget {
  private final int most;
  private int layers;

  LayerBudget(int most) {
    this.most = most;
  }

  /** Counts a layer; returns false if there are too many. */
  boolean addLayer() {
    return ++layers <= most;
  }

  /** Returns whether a model may expand to this number of layer applications. */
  boolean allowsApplications(long count) {
    return count <= most;
  }
}
