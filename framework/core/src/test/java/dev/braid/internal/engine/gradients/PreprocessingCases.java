package dev.braid.internal.engine.gradients;

import static dev.braid.Braid.*;
import static dev.braid.internal.engine.gradients.LayerCase.row;
import static dev.braid.internal.engine.gradients.LayerCase.shape;

import java.util.List;

/** Rows for dev.braid.layers.preprocessing. */
final class PreprocessingCases {
  private static final double[][] DATA = {{1, 2}, {3, 8}, {-1, 5}};

  private PreprocessingCases() {}

  static List<LayerCase> rows() {
    return List.of(
        row("rescaling", () -> rescaling(2, -1), shape(3, 2)).withMask(),
        row(
            "rescaling by feature",
            () -> rescaling(new double[] {2, 3}).offset(1, -1),
            shape(3, 2)),
        row("normalization", () -> normalization().adapt(DATA), shape(3, 2)).withMask(),
        row("normalization of all", () -> normalization().axis().adapt(DATA), shape(3, 2)),
        row("normalization of two axes", () -> normalization().axis(-1, 1), shape(3, 2)),
        row("normalization inverted", () -> normalization().adapt(DATA).invert(true), shape(2)),
        row("normalization given", () -> normalization(2, 3), shape(3, 2)),
        row(
            "normalization given by feature",
            () -> normalization(new double[] {1, 2}, new double[] {0, 4}).invert(true),
            shape(3, 2)));
  }
}
