package dev.braid.internal.engine.gradients;

import static dev.braid.Braid.*;
import static dev.braid.internal.engine.gradients.LayerCase.row;
import static dev.braid.internal.engine.gradients.LayerCase.shape;

import dev.braid.Activation;
import java.util.ArrayList;
import java.util.List;

/** Rows for dev.braid.layers.activation. */
final class ActivationCases {
  private ActivationCases() {}

  static List<LayerCase> rows() {
    List<LayerCase> rows = new ArrayList<>();
    for (Activation activation : Activation.values()) {
      // of outputs that are this far apart, sparsemax makes one 1 and all others constant
      if (activation != SPARSEMAX) {
        rows.add(row("activation " + activation.keras(), () -> activation(activation), shape(5)));
      }
    }
    rows.addAll(
        List.of(
            row("activation on sequences", () -> activation(TANH), shape(3, 2)).withMask(),
            row("relu", () -> relu(), shape(3, 2)).withMask(),
            row("relu bounded", () -> relu().maxValue(0.7), shape(6)),
            row("relu leaking", () -> relu().negativeSlope(0.2), shape(6)),
            row("relu with threshold", () -> relu().threshold(0.4), shape(6)),
            row(
                "relu with all options",
                () -> relu().threshold(0.4).negativeSlope(0.1).maxValue(0.9),
                shape(8)),
            row("leaky relu", () -> leakyRelu(0.1), shape(3, 2)).withMask(),
            row("elu", () -> elu(0.6), shape(3, 2)).withMask(),
            row("prelu", () -> prelu(), shape(3, 2)).withMask(),
            row("prelu shared", () -> prelu().sharedAxes(1, 2), shape(2, 3, 2)),
            row("softmax", () -> softmax(), shape(4)),
            row("softmax over steps", () -> softmax(1), shape(3, 2)).withMask(),
            row("softmax over several axes", () -> softmax(1, 2), shape(3, 2, 2)).withMask()));
    return rows;
  }
}
