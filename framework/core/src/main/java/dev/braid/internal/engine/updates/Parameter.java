package dev.braid.internal.engine.updates;

import dev.braid.internal.engine.graph.WeightStore;
import dev.braid.internal.graph.WeightCell;

/**
 * A weight as the update step sees it.
 *
 * @param rate the layer's share of the learning rate: 1 unless a multiplier was set
 */
public record Parameter(WeightCell cell, WeightStore.View view, double rate) {
  long from() {
    return view.offset();
  }

  long to() {
    return view.offset() + cell.spec().length();
  }
}
