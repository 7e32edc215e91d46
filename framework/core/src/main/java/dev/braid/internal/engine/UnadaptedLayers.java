package dev.braid.internal.engine;

import dev.braid.internal.engine.graph.Plan;
import dev.braid.internal.graph.LayerState;
import dev.braid.internal.graph.WeightCell;
import dev.braid.layers.preprocessing.Normalization;
import dev.braid.notices.Notices;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Finds layers that should have been adapted to data before training. */
public final class UnadaptedLayers {
  private UnadaptedLayers() {}

  /** Shows a notice for each Normalization layer that leaves its input unchanged. */
  public static void show(Network network) {
    for (Plan.Step step : network.plan().steps()) {
      if (step.layer() instanceof Normalization layer
          && !layer.isAdapted()
          && isConstant(network, LayerState.of(layer).cell("mean"), 0)
          && isConstant(network, LayerState.of(layer).cell("variance"), 1)) {
        Notices.show(
            "not-adapted",
            "\""
                + layer.name()
                + "\" (Normalization) changes nothing: its mean is 0 and its variance 1. Adapt it"
                + " to the training data: normalization().adapt(data).");
      }
    }
  }

  private static boolean isConstant(Network network, WeightCell cell, double value) {
    for (Network.StoredWeight weight : network.weights()) {
      if (weight.cell() == cell) {
        INDArray array = weight.view().array();
        return array.minNumber().doubleValue() == value && array.maxNumber().doubleValue() == value;
      }
    }
    return false;
  }
}
