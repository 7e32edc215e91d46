package dev.braid.engine.kernels;

import static dev.braid.engine.kernels.Formulas.row;

import dev.braid.layers.activation.ELU;
import dev.braid.layers.activation.LeakyReLU;
import dev.braid.layers.activation.PReLU;
import dev.braid.layers.activation.ReLU;
import dev.braid.layers.activation.Softmax;
import dev.braid.layers.core.ActivationLayer;
import dev.braid.ops.Value;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What activation layers compute. */
final class ActivationFormulas {
  private ActivationFormulas() {}

  static void rows() {
    each(ActivationLayer.class, (layer, x) -> layer.activation().apply(x));
    each(ReLU.class, ActivationFormulas::relu);
    each(LeakyReLU.class, (layer, x) -> leaky(x, layer.negativeSlope()));
    each(
        ELU.class,
        (layer, x) -> x.relu().add(x.clip(-Double.MAX_VALUE, 0).expm1().multiply(layer.alpha())));
    row(
        PReLU.class,
        (layer, scope, in) -> {
          Value x = in.get(0).value();
          Value below = x.negate().relu().multiply(scope.weight("alpha"));
          return List.of(in.get(0).with(x.relu().subtract(below)));
        });
    row(Softmax.class, (layer, scope, in) -> List.of(softmax(layer, in.get(0))));
  }

  private static <L> void each(Class<L> layer, BiFunction<L, Value, Value> formula) {
    row(
        layer,
        (self, scope, in) -> List.of(in.get(0).with(formula.apply(self, in.get(0).value()))));
  }

  private static Value relu(ReLU layer, Value x) {
    double slope = layer.negativeSlope();
    double threshold = layer.threshold();
    boolean bounded = !Double.isInfinite(layer.maxValue());
    if (slope != 0 && !bounded && threshold == 0) {
      return leaky(x, slope);
    }
    Value above = threshold == 0 ? x.relu() : x.multiply(x.above(threshold));
    if (bounded) {
      above = above.clip(0, layer.maxValue());
    }
    return slope == 0 ? above : above.subtract(x.subtractFrom(threshold).relu().multiply(slope));
  }

  /** The slope at zero is 1, as in Keras. */
  private static Value leaky(Value x, double slope) {
    return x.clip(0, Double.MAX_VALUE).subtract(x.negate().relu().multiply(slope));
  }

  private static Flow softmax(Softmax layer, Flow in) {
    Value x = in.value();
    INDArray mask = in.mask();
    if (mask == null) {
      return new Flow(softmax(layer.axes(), x));
    }
    long[] shape = Arrays.copyOf(mask.shape(), x.rank());
    Arrays.fill(shape, mask.rank(), shape.length, 1);
    INDArray real = mask.castTo(x.dataType()).reshape('c', shape);
    Value hidden = x.multiply(real).add(Value.constant(real.rsub(1).muli(-1e9)));
    return in.with(softmax(layer.axes(), hidden).multiply(real));
  }

  private static Value softmax(int[] axes, Value x) {
    if (axes.length == 1) {
      return x.softmax(axes[0]);
    }
    Value powers = x.subtract(x.max(true, axes).detach()).exp();
    return powers.divide(powers.sum(true, axes));
  }
}
