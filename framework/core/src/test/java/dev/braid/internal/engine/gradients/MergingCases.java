package dev.braid.internal.engine.gradients;

import static dev.braid.Braid.*;
import static dev.braid.internal.engine.gradients.LayerCase.row;
import static dev.braid.internal.engine.gradients.LayerCase.shape;

import java.util.List;

/** Rows for dev.braid.layers.merging. */
final class MergingCases {
  private MergingCases() {}

  static List<LayerCase> rows() {
    return List.of(
        row("add", () -> add(), shape(3, 2), shape(3, 2)).withMask(),
        row("add three", () -> add(), shape(2), shape(2), shape(2)),
        row("add broadcasting", () -> add(), shape(3, 2), shape(1, 2)),
        row("add of different rank", () -> add(), shape(2), shape(3, 2)),
        row("subtract", () -> subtract(), shape(3, 2), shape(3, 2)).withMask(),
        row("multiply", () -> multiply(), shape(3, 2), shape(3, 2)).withMask(),
        row("multiply three", () -> multiply(), shape(2), shape(2), shape(1)),
        row("custom scale", () -> customScaleLayer(0.3), shape(3, 2), shape(3, 2)),
        row("average", () -> average(), shape(3, 2), shape(3, 2), shape(3, 2)).withMask(),
        row("maximum", () -> maximum(), shape(3, 2), shape(3, 2), shape(3, 2)).withMask(),
        row("minimum", () -> minimum(), shape(3, 2), shape(3, 2)).withMask(),
        row("concatenate", () -> concatenate(), shape(2), shape(3)),
        row("concatenate features", () -> concatenate(), shape(3, 2), shape(3, 1)).withMask(),
        row("concatenate steps", () -> concatenate(1), shape(3, 2), shape(2, 2)).withMask(),
        row("dot", () -> dot(1), shape(3), shape(3)),
        row("dot on sequences", () -> dot(2), shape(3, 2), shape(4, 2)).withMask(),
        row("dot along different axes", () -> dot(1, 2), shape(2, 3), shape(4, 2)),
        row("dot with a vector", () -> dot(1, -1), shape(2, 3, 2), shape(2)),
        row("dot of cosines", () -> dot(-1).normalize(true), shape(3, 2), shape(2)));
  }
}
