package dev.braid.engine.gradients;

import static dev.braid.Braid.*;
import static dev.braid.engine.gradients.LayerCase.of;
import static dev.braid.engine.gradients.LayerCase.shape;

import java.util.List;

/** Rows for dev.braid.layers.merging. */
final class MergingCases {
  private MergingCases() {}

  static List<LayerCase> rows() {
    return List.of(
        of("add", () -> add(), shape(3, 2), shape(3, 2)).withMask(),
        of("add three", () -> add(), shape(2), shape(2), shape(2)),
        of("add broadcasting", () -> add(), shape(3, 2), shape(1, 2)),
        of("add of different rank", () -> add(), shape(2), shape(3, 2)),
        of("subtract", () -> subtract(), shape(3, 2), shape(3, 2)).withMask(),
        of("multiply", () -> multiply(), shape(3, 2), shape(3, 2)).withMask(),
        of("multiply three", () -> multiply(), shape(2), shape(2), shape(1)),
        of("average", () -> average(), shape(3, 2), shape(3, 2), shape(3, 2)).withMask(),
        of("maximum", () -> maximum(), shape(3, 2), shape(3, 2), shape(3, 2)).withMask(),
        of("minimum", () -> minimum(), shape(3, 2), shape(3, 2)).withMask(),
        of("concatenate", () -> concatenate(), shape(2), shape(3)),
        of("concatenate features", () -> concatenate(), shape(3, 2), shape(3, 1)).withMask(),
        of("concatenate steps", () -> concatenate(1), shape(3, 2), shape(2, 2)).withMask(),
        of("dot", () -> dot(1), shape(3), shape(3)),
        of("dot on sequences", () -> dot(2), shape(3, 2), shape(4, 2)).withMask(),
        of("dot along different axes", () -> dot(1, 2), shape(2, 3), shape(4, 2)),
        of("dot with a vector", () -> dot(1, -1), shape(2, 3, 2), shape(2)),
        of("dot of cosines", () -> dot(-1).normalize(true), shape(3, 2), shape(2)));
  }
}
