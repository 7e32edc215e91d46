package dev.braid.engine.gradients;

import static dev.braid.Braid.*;
import static dev.braid.engine.gradients.LayerCase.of;
import static dev.braid.engine.gradients.LayerCase.shape;

import java.util.List;

/** Rows for dev.braid.layers.regularization: the suite draws the same lots at each evaluation. */
final class RegularizationCases {
  private RegularizationCases() {}

  static List<LayerCase> rows() {
    return List.of(
        of("dropout", () -> dropout(0.4), shape(3, 2)).withMask(),
        of("dropout with noise shape", () -> dropout(0.4).noiseShape(ANY, 1, ANY), shape(3, 2)),
        of("dropout with seed", () -> dropout(0.4).seed(3), shape(6)),
        of("spatial dropout 1d", () -> spatialDropout1d(0.4), shape(3, 4)).withMask(),
        of("spatial dropout 2d", () -> spatialDropout2d(0.4), shape(2, 2, 3)),
        of("spatial dropout 3d", () -> spatialDropout3d(0.4), shape(2, 1, 2, 3)),
        of("gaussian noise", () -> gaussianNoise(0.5), shape(3, 2)).withMask(),
        of("gaussian dropout", () -> gaussianDropout(0.4), shape(3, 2)).withMask(),
        of("alpha dropout", () -> alphaDropout(0.4), shape(3, 2)).withMask(),
        of("activity regularization", () -> activityRegularization(0.1, 0.2), shape(3, 2))
            .withMask(),
        of("alpha dropout by sample", () -> alphaDropout(0.4).noiseShape(ANY, 1), shape(6)));
  }
}
