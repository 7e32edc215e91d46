package dev.braid.internal.engine.gradients;

import static dev.braid.Braid.*;
import static dev.braid.internal.engine.gradients.LayerCase.row;
import static dev.braid.internal.engine.gradients.LayerCase.shape;

import java.util.List;

/** Rows for dev.braid.layers.regularization: the suite draws the same draws at each evaluation. */
final class RegularizationCases {
  private RegularizationCases() {}

  static List<LayerCase> rows() {
    return List.of(
        row("dropout", () -> dropout(0.4), shape(3, 2)).withMask(),
        row("dropout with noise shape", () -> dropout(0.4).noiseShape(ANY, 1, ANY), shape(3, 2)),
        row("dropout with seed", () -> dropout(0.4).seed(3), shape(6)),
        row("spatial dropout 1d", () -> spatialDropout1d(0.4), shape(3, 4)).withMask(),
        row("spatial dropout 2d", () -> spatialDropout2d(0.4), shape(2, 2, 3)),
        row("spatial dropout 3d", () -> spatialDropout3d(0.4), shape(2, 1, 2, 3)),
        row("gaussian noise", () -> gaussianNoise(0.5), shape(3, 2)).withMask(),
        row("gaussian dropout", () -> gaussianDropout(0.4), shape(3, 2)).withMask(),
        row("alpha dropout", () -> alphaDropout(0.4), shape(3, 2)).withMask(),
        row("stochastic depth", () -> stochasticDepth(0.4), shape(3, 2)),
        row("activity regularization", () -> activityRegularization(0.1, 0.2), shape(3, 2))
            .withMask(),
        row("alpha dropout by sample", () -> alphaDropout(0.4).noiseShape(ANY, 1), shape(6)));
  }
}
