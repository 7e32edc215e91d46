package dev.braid.engine.kernels;

import static dev.braid.engine.kernels.Formulas.row;

import dev.braid.layers.preprocessing.CategoryEncoding;
import dev.braid.layers.preprocessing.Discretization;
import dev.braid.layers.preprocessing.Normalization;
import dev.braid.layers.preprocessing.Rescaling;
import dev.braid.ops.Value;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What the layers compute that bring data into form. */
final class PreprocessingFormulas {
  /** Keras' epsilon: no deviation is taken for smaller. */
  private static final double LEAST_DEVIATION = 1e-7;

  private PreprocessingFormulas() {}

  static void rows() {
    row(
        Rescaling.class,
        (layer, scope, in) -> List.of(in.get(0).with(rescaled(layer, in.get(0).value()))));
    row(
        Normalization.class,
        (layer, scope, in) -> List.of(in.get(0).with(normalized(layer, scope, in.get(0)))));
    row(
        Discretization.class,
        (layer, scope, in) -> List.of(new Flow(ranged(layer, in.get(0).value()))));
    row(
        CategoryEncoding.class,
        (layer, scope, in) -> List.of(new Flow(encoded(layer, in.get(0).value()))));
  }

  private static Value ranged(Discretization layer, Value x) {
    INDArray passed = Nd4j.zeros(x.dataType(), x.shape());
    float[] boundaries = layer.binBoundaries();
    for (float boundary : boundaries) {
      passed.addi(x.array().gte(boundary).castTo(x.dataType()));
    }
    Value ids = Value.constant(passed);
    return switch (layer.outputMode()) {
      case "int" -> ids;
      case "one_hot" -> oneHot(ids, boundaries.length + 1L);
      case "count" -> ids.oneHot(boundaries.length + 1L).sum(false, 1);
      default -> ids.oneHot(boundaries.length + 1L).max(false, 1);
    };
  }

  /** A single id is a row, several are a row each. */
  private static Value oneHot(Value ids, long depth) {
    return (ids.size(-1) == 1 ? ids.squeeze(ids.rank() - 1) : ids).oneHot(depth);
  }

  private static Value rescaled(Rescaling layer, Value x) {
    return x.multiply(constant(layer.scale(), x)).add(constant(layer.offset(), x));
  }

  private static Value normalized(Normalization layer, Scope scope, Flow in) {
    Value x = in.value();
    long[] shape = layer.broadcastShape(in.spec());
    boolean given = layer.mean() != null;
    Value mean = given ? constant(layer.mean(), x) : scope.weight("mean");
    Value variance = given ? constant(layer.variance(), x) : scope.weight("variance");
    Value deviation = variance.sqrt();
    deviation = deviation.maximum(deviation.zeros().add(LEAST_DEVIATION)).reshape(shape);
    mean = mean.reshape(shape);
    return layer.inverts() ? x.multiply(deviation).add(mean) : x.subtract(mean).divide(deviation);
  }

  private static Value constant(double[] numbers, Value like) {
    return Value.constant(Nd4j.createFromArray(numbers).castTo(like.dataType()));
  }

  private static Value encoded(CategoryEncoding layer, Value ids) {
    if (layer.mode() == CategoryEncoding.Mode.ONE_HOT) {
      return oneHot(ids, layer.numTokens());
    }
    Value each = ids.oneHot(layer.numTokens());
    return layer.mode() == CategoryEncoding.Mode.COUNT ? each.sum(false, 1) : each.max(false, 1);
  }
}
