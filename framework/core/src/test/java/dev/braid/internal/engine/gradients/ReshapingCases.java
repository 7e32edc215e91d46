package dev.braid.internal.engine.gradients;

import static dev.braid.Braid.*;
import static dev.braid.internal.engine.gradients.LayerCase.row;
import static dev.braid.internal.engine.gradients.LayerCase.shape;

import java.util.List;

/** Rows for dev.braid.layers.reshaping. */
final class ReshapingCases {
  private ReshapingCases() {}

  static List<LayerCase> rows() {
    return List.of(
        row("flatten", () -> flatten(), shape(3, 2)).withMask(),
        row("reshape", () -> reshape(2, -1), shape(3, 4)).withMask(),
        row("permute", () -> permute(3, 1, 2), shape(2, 3, 2)).withMask(),
        row("repeat vector", () -> repeatVector(3), shape(2)));
  }
}
