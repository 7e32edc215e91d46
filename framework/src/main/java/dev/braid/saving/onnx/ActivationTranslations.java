package dev.braid.saving.onnx;

import static dev.braid.saving.onnx.OnnxCall.unmasked;
import static dev.braid.saving.onnx.OnnxCall.with;
import static dev.braid.saving.onnx.Translations.row;

import dev.braid.layers.LayerCall.Masked;
import dev.braid.layers.activation.ELU;
import dev.braid.layers.activation.LeakyReLU;
import dev.braid.layers.activation.PReLU;
import dev.braid.layers.activation.ReLU;
import dev.braid.layers.activation.Softmax;
import dev.braid.layers.core.ActivationLayer;
import dev.braid.ops.Value;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Activation layers. */
final class ActivationTranslations {
  /** Added where a score must not count, as in Keras. */
  private static final double NEVER = -1e9;

  private ActivationTranslations() {}

  static void rows() {
    each(ActivationLayer.class, (layer, x) -> layer.activation().apply(x));
    each(ReLU.class, ActivationTranslations::relu);
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
    row(Softmax.class, (layer, call, in) -> List.of(softmax(layer, in.get(0))));
  }

  private static <L> void each(Class<L> layer, BiFunction<L, Value, Value> bend) {
    row(layer, (self, call, in) -> List.of(with(in.get(0), bend.apply(self, in.get(0).value()))));
  }

  private static Value relu(ReLU layer, Value x) {
    double slope = layer.negativeSlope();
    double threshold = layer.threshold();
    boolean bounded = !Double.isInfinite(layer.maxValue());
    if (slope != 0 && !bounded && threshold == 0) {
      return OnnxActivations.leakyRelu(x, slope);
    }
    Value above = threshold == 0 ? x.relu() : x.multiply(x.above(threshold));
    if (bounded) {
      above = above.clip(0, layer.maxValue());
    }
    return slope == 0 ? above : above.subtract(x.subtractFrom(threshold).relu().multiply(slope));
  }

  private static Masked softmax(Softmax layer, Masked in) {
    Value real = OnnxCall.mask(in, in.value().rank());
    if (real == null) {
      return unmasked(softmax(layer.axes(), in.value()));
    }
    Value hidden = in.value().multiply(real).add(real.subtractFrom(1).multiply(NEVER));
    return with(in, softmax(layer.axes(), hidden).multiply(real));
  }

  private static Value softmax(int[] axes, Value x) {
    if (axes.length == 1) {
      return x.softmax(axes[0]);
    }
    Value powers = x.subtract(x.max(true, axes)).exp();
    return powers.divide(powers.sum(true, axes));
  }
}
