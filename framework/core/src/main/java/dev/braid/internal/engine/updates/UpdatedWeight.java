package dev.braid.internal.engine.updates;

import dev.braid.Optimizer;
import dev.braid.internal.engine.graph.WeightStore;
import dev.braid.internal.graph.WeightCell;

/** A weight of the model as its optimizer sees it, and where it is. */
public record UpdatedWeight(String path, WeightCell cell, WeightStore.View view)
    implements Optimizer.Variable {
  @Override
  public long[] shape() {
    return cell.spec().shape();
  }
}
