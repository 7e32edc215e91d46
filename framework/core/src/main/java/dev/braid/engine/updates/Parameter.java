package dev.braid.engine.updates;

import dev.braid.engine.graph.WeightStore;
import dev.braid.graph.WeightCell;

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
