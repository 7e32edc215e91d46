package dev.braid.engine.gradients;

import static dev.braid.Braid.*;
import static dev.braid.engine.gradients.LayerCase.of;
import static dev.braid.engine.gradients.LayerCase.shape;

import java.util.List;

/** Rows for dev.braid.layers.core. */
final class CoreCases {
  private CoreCases() {}

  static List<LayerCase> rows() {
    return List.of(
        of("dense", () -> dense(3), shape(4)),
        of("dense on sequences", () -> dense(3, TANH), shape(2, 4)).withMask(),
        of("dense without bias", () -> dense(3, SIGMOID).useBias(false), shape(4)),
        of("dense softmax", () -> dense(3, SOFTMAX), shape(4)),
        of("identity", () -> identity(), shape(3, 2)).withMask(),
        of("masking", () -> masking(9), shape(3, 2)),
        of("dense relu", () -> dense(5, RELU), shape(4)));
  }
}
