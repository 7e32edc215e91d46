package dev.braid.saving.onnx;

import static dev.braid.saving.onnx.Translations.row;

import dev.braid.layers.activation.ELU;
import dev.braid.layers.activation.LeakyReLU;
import dev.braid.layers.activation.PReLU;
import dev.braid.layers.activation.ReLU;
import dev.braid.layers.activation.Softmax;
import dev.braid.layers.core.ActivationLayer;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Activation layers. */
final class ActivationTranslations {
  /** Added where a score must not count, as in Keras. */
  private static final double NEVER = -1e9;

  private ActivationTranslations() {}

  static void rows() {
    each(ActivationLayer.class, (layer, x) -> Bends.apply(layer.activation(), x));
    each(ReLU.class, ActivationTranslations::relu);
    each(LeakyReLU.class, (layer, x) -> Bends.leaky(x, layer.negativeSlope()));
    each(ELU.class, (layer, x) -> x.like("Elu", Map.of("alpha", (float) layer.alpha())));
    row(
        PReLU.class,
        (layer, scope, in) ->
            List.of(
                in.get(0).with(in.get(0).value().like("PRelu", Map.of(), scope.weight("alpha")))));
    row(Softmax.class, (layer, scope, in) -> List.of(softmax(layer, in.get(0))));
  }

  private static <L> void each(Class<L> layer, BiFunction<L, Wire, Wire> bend) {
    row(layer, (self, scope, in) -> List.of(in.get(0).with(bend.apply(self, in.get(0).value()))));
  }

  private static Wire relu(ReLU layer, Wire x) {
    double slope = layer.negativeSlope();
    double threshold = layer.threshold();
    boolean bounded = !Double.isInfinite(layer.maxValue());
    if (slope != 0 && !bounded && threshold == 0) {
      return Bends.leaky(x, slope);
    }
    Wire above = threshold == 0 ? x.like("Relu") : x.multiply(x.above(threshold).cast(Type.FLOAT));
    if (bounded) {
      above = above.clip(0, layer.maxValue());
    }
    return slope == 0
        ? above
        : above.subtract(x.subtractFrom(threshold).like("Relu").multiply(slope));
  }

  private static Flow softmax(Softmax layer, Flow in) {
    Wire real = in.real(in.value().rank());
    if (real == null) {
      return new Flow(softmax(layer.axes(), in.value()));
    }
    Wire hidden = in.value().multiply(real).add(real.subtractFrom(1).multiply(NEVER));
    return in.with(softmax(layer.axes(), hidden).multiply(real));
  }

  private static Wire softmax(int[] axes, Wire x) {
    if (axes.length == 1) {
      return x.softmax(axes[0]);
    }
    Wire powers = x.subtract(x.max(true, axes)).like("Exp");
    return powers.divide(powers.sum(true, axes));
  }
}
