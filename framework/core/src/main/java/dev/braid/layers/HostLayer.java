package dev.braid.layers;

import java.util.List;

/**
 * A layer that is computed on the CPU, on texts and on integers of any size.
 *
 * <p>Where it is applied to inputs of the model, or to other such layers, it is computed on the
 * data itself before the numeric graph, in a background thread in training. A layer that accepts
 * texts must implement this interface and override {@link dev.braid.Layer#acceptsTexts()}. It has
 * one output and no weights.
 */
public interface HostLayer {
  /** Computes the output for a batch; several threads may call it at once. */
  HostArray compute(List<HostArray> inputs);

  /**
   * False where the graph can compute the layer as well, so that it is computed here only if
   * another such layer reads it.
   */
  default boolean runsBeforeGraph() {
    return true;
  }
}
