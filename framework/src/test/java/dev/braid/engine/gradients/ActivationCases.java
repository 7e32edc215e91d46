package dev.braid.engine.gradients;

import static dev.braid.Braid.*;
import static dev.braid.engine.gradients.LayerCase.of;
import static dev.braid.engine.gradients.LayerCase.shape;

import dev.braid.Activation;
import java.util.ArrayList;
import java.util.List;

/** Rows for dev.braid.layers.activation. */
final class ActivationCases {
  private ActivationCases() {}

  static List<LayerCase> rows() {
    List<LayerCase> rows = new ArrayList<>();
    for (Activation activation : Activation.values()) {
      rows.add(of("activation " + activation.keras(), () -> activation(activation), shape(5)));
    }
    rows.addAll(
        List.of(
            of("activation on sequences", () -> activation(TANH), shape(3, 2)).withMask(),
            of("relu", () -> relu(), shape(3, 2)).withMask(),
            of("relu bounded", () -> relu().maxValue(0.7), shape(6)),
            of("relu leaking", () -> relu().negativeSlope(0.2), shape(6)),
            of("relu with threshold", () -> relu().threshold(0.4), shape(6)),
            of(
                "relu with all options",
                () -> relu().threshold(0.4).negativeSlope(0.1).maxValue(0.9),
                shape(8)),
            of("leaky relu", () -> leakyRelu(0.1), shape(3, 2)).withMask(),
            of("elu", () -> elu(0.6), shape(3, 2)).withMask(),
            of("prelu", () -> prelu(), shape(3, 2)).withMask(),
            of("prelu shared", () -> prelu().sharedAxes(1, 2), shape(2, 3, 2)),
            of("softmax", () -> softmax(), shape(4)),
            of("softmax over steps", () -> softmax(1), shape(3, 2)).withMask(),
            of("softmax over several axes", () -> softmax(1, 2), shape(3, 2, 2)).withMask()));
    return rows;
  }
}
