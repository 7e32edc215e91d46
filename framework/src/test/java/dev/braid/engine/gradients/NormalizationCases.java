package dev.braid.engine.gradients;

import static dev.braid.Braid.*;
import static dev.braid.engine.gradients.LayerCase.of;
import static dev.braid.engine.gradients.LayerCase.shape;

import java.util.List;

/** Rows for dev.braid.layers.normalization. */
final class NormalizationCases {
  private NormalizationCases() {}

  static List<LayerCase> rows() {
    return List.of(
        of("batchNormalization", () -> batchNormalization(), shape(3)),
        of("batchNormalization on steps", () -> batchNormalization(), shape(4, 2)).withMask(),
        of("batchNormalization on pictures", () -> batchNormalization(), shape(2, 3, 2)),
        of(
            "batchNormalization plain",
            () -> batchNormalization().center(false).scale(false).epsilon(0.1),
            shape(3)),
        of("batchNormalization axis 1", () -> batchNormalization().axis(1), shape(3, 2)),
        of("layerNormalization", () -> layerNormalization(), shape(4)),
        of("layerNormalization on steps", () -> layerNormalization(), shape(3, 4)).withMask(),
        of("layerNormalization axes", () -> layerNormalization().axis(1, 2), shape(3, 2)),
        of("layerNormalization axis 1", () -> layerNormalization().axis(1), shape(3, 2)),
        of("layerNormalization rms", () -> layerNormalization().rmsScaling(true), shape(4)),
        of("layerNormalization without gamma", () -> layerNormalization().scale(false), shape(4)),
        of("groupNormalization", () -> groupNormalization(2), shape(2, 3, 4)),
        of("groupNormalization of each channel", () -> groupNormalization(-1), shape(4, 2))
            .withMask(),
        of("groupNormalization axis 1", () -> groupNormalization(2).axis(1), shape(4, 2)),
        of("unitNormalization", () -> unitNormalization(), shape(3)),
        of("unitNormalization axes", () -> unitNormalization().axis(1, 2), shape(3, 2)).withMask());
  }
}
