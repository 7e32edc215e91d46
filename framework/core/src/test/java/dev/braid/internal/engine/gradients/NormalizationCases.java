package dev.braid.internal.engine.gradients;

import static dev.braid.Braid.*;
import static dev.braid.internal.engine.gradients.LayerCase.row;
import static dev.braid.internal.engine.gradients.LayerCase.shape;

import java.util.List;

/** Rows for dev.braid.layers.normalization. */
final class NormalizationCases {
  private NormalizationCases() {}

  static List<LayerCase> rows() {
    return List.of(
        row("batchNormalization", () -> batchNormalization(), shape(3)),
        row("batchNormalization on steps", () -> batchNormalization(), shape(4, 2)).withMask(),
        row("batchNormalization on images", () -> batchNormalization(), shape(2, 3, 2)),
        row(
            "batchNormalization plain",
            () -> batchNormalization().center(false).scale(false).epsilon(0.1),
            shape(3)),
        row("batchNormalization axis 1", () -> batchNormalization().axis(1), shape(3, 2)),
        row("layerNormalization", () -> layerNormalization(), shape(4)),
        row("layerNormalization on steps", () -> layerNormalization(), shape(3, 4)).withMask(),
        row("layerNormalization axes", () -> layerNormalization().axis(1, 2), shape(3, 2)),
        row("layerNormalization axis 1", () -> layerNormalization().axis(1), shape(3, 2)),
        row("layerNormalization rms", () -> layerNormalization().rmsScaling(true), shape(4)),
        row("layerNormalization without gamma", () -> layerNormalization().scale(false), shape(4)),
        row("groupNormalization", () -> groupNormalization(2), shape(2, 3, 4)),
        row("groupNormalization of each channel", () -> groupNormalization(-1), shape(4, 2))
            .withMask(),
        row("groupNormalization axis 1", () -> groupNormalization(2).axis(1), shape(4, 2)),
        row("rmsNormalization", () -> rmsNormalization(), shape(4)),
        row("rmsNormalization axes", () -> rmsNormalization().axis(1, 2), shape(3, 2)),
        row("layerScale", () -> layerScale(0.5, 3), shape(2, 3)),
        row("unitNormalization", () -> unitNormalization(), shape(3)),
        row("unitNormalization axes", () -> unitNormalization().axis(1, 2), shape(3, 2))
            .withMask());
  }
}
