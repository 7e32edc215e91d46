package dev.braid.internal.engine.updates;

import dev.braid.internal.engine.graph.WeightStore;
import dev.braid.internal.graph.WeightCell;

/**
 * A weight in the update step.
 *
 * @param rate the factor of the layer's learning rate: 1 unless a multiplier was set
 */
public record Parameter(WeightCell cell, WeightStore.View view, double rate) {
  long from() {
    return view.offset();
  }

  long to() {
    return view.offset() + cell.spec().length();
  }
}
