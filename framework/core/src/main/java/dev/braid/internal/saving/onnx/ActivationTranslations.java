package dev.braid.internal.saving.onnx;

import static dev.braid.internal.saving.onnx.LayerTranslations.row;
import static dev.braid.internal.saving.onnx.OnnxLayerCall.with;

import dev.braid.layers.activation.ELU;
import dev.braid.layers.activation.LeakyReLU;
import dev.braid.layers.activation.PReLU;
import dev.braid.ops.Value;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Translations of activation layers. */
final class ActivationTranslations {
  private ActivationTranslations() {}

  static void rows() {
    each(LeakyReLU.class, (layer, x) -> OnnxActivations.leakyRelu(x, layer.negativeSlope()));
    each(ELU.class, (layer, x) -> OnnxActivations.elu(x, layer.alpha()));
    row(
        PReLU.class,
        (layer, call, in) ->
            List.of(
                with(
                    in.get(0),
                    OnnxValue.of(in.get(0).value())
                        .like("PRelu", Map.of(), call.weight("alpha")))));
  }

  private static <L> void each(Class<L> layer, BiFunction<L, Value, Value> activation) {
    row(
        layer,
        (self, call, in) -> List.of(with(in.get(0), activation.apply(self, in.get(0).value()))));
  }
}
