package dev.braid.internal.engine.gradients;

import static dev.braid.Braid.*;
import static dev.braid.internal.engine.gradients.LayerCase.row;
import static dev.braid.internal.engine.gradients.LayerCase.shape;

import java.util.List;

/** Rows for products along named axes. */
final class EinsumCases {
  private EinsumCases() {}

  static List<LayerCase> rows() {
    return List.of(
        row("einsumDense", () -> einsumDense("ab,bc->ac", 3), shape(4)),
        row(
            "einsumDense on sequences",
            () -> einsumDense("abc,cd->abd", -1, 3).biasAxes("d").activation(TANH),
            shape(2, 4)),
        row(
            "einsumDense into heads",
            () -> einsumDense("abc,cde->abde", -1, 2, 3).biasAxes("de"),
            shape(2, 2)),
        row("einsumDense out of heads", () -> einsumDense("abde,dec->abc", 2, 2), shape(2, 2, 3)),
        row("einsumDense with left ellipsis", () -> einsumDense("...x,xy->...y", 3), shape(2, 2)),
        row(
            "einsumDense with right ellipsis",
            () -> einsumDense("ab...,bc->ac...", 3).biasAxes("c"),
            shape(2, 2)),
        row("einsumDense for each step", () -> einsumDense("abc,bcd->abd", 2, 3), shape(2, 2)),
        row("einsumDense of sums", () -> einsumDense("abc,cd->ad", 3), shape(2, 2)),
        row("einsumDense in another order", () -> einsumDense("abc,cd->adb", 3, 2), shape(2, 2)));
  }
}
