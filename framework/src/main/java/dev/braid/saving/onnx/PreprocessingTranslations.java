package dev.braid.saving.onnx;

import static dev.braid.saving.onnx.Translations.row;

import dev.braid.layers.preprocessing.CategoryEncoding;
import dev.braid.layers.preprocessing.Discretization;
import dev.braid.layers.preprocessing.Normalization;
import dev.braid.layers.preprocessing.Rescaling;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Layers that bring data into form. */
final class PreprocessingTranslations {
  /** Keras' epsilon: no deviation is taken for smaller. */
  private static final double LEAST_DEVIATION = 1e-7;

  private PreprocessingTranslations() {}

  static void rows() {
    row(
        Rescaling.class,
        (layer, scope, in) -> List.of(in.get(0).with(rescaled(layer, scope, in.get(0).value()))));
    row(
        Normalization.class,
        (layer, scope, in) -> List.of(in.get(0).with(normalized(layer, scope, in.get(0)))));
    row(
        CategoryEncoding.class,
        (layer, scope, in) -> List.of(new Flow(encoded(layer, scope, in.get(0).value()))));
    row(
        Discretization.class,
        (layer, scope, in) -> List.of(new Flow(ranged(layer, scope, in.get(0).value()))));
  }

  private static Wire rescaled(Rescaling layer, Scope scope, Wire x) {
    return x.multiply(constant(scope, "scale", layer.scale()))
        .add(constant(scope, "offset", layer.offset()));
  }

  private static Wire constant(Scope scope, String what, double... numbers) {
    return scope.made(what, () -> floats(numbers));
  }

  private static INDArray floats(double... numbers) {
    float[] single = new float[numbers.length];
    for (int i = 0; i < single.length; i++) {
      single[i] = (float) numbers[i];
    }
    return Nd4j.createFromArray(single);
  }

  private static Wire normalized(Normalization layer, Scope scope, Flow in) {
    long[] shape = layer.broadcastShape(in.spec());
    boolean given = layer.mean() != null;
    Wire mean =
        scope.made(
            "mean",
            () -> (given ? floats(layer.mean()) : scope.numbers("mean")).reshape('c', shape));
    Wire deviation =
        scope.made(
            "deviation",
            () -> deviation(given ? floats(layer.variance()) : scope.numbers("variance"), shape));
    Wire x = in.value();
    return layer.inverts() ? x.multiply(deviation).add(mean) : x.subtract(mean).divide(deviation);
  }

  private static INDArray deviation(INDArray variance, long... shape) {
    float[] numbers = variance.dup('c').data().asFloat();
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) Math.max(Math.sqrt(numbers[i]), LEAST_DEVIATION);
    }
    return Nd4j.createFromArray(numbers).reshape('c', shape);
  }

  private static Wire encoded(CategoryEncoding layer, Scope scope, Wire x) {
    return switch (layer.mode()) {
      case ONE_HOT -> rowForEach(scope, x, layer.numTokens());
      case MULTI_HOT -> rows(scope, x, layer.numTokens()).max(false, 1);
      case COUNT -> rows(scope, x, layer.numTokens()).sum(false, 1);
    };
  }

  /** As many boundaries as a number has passed. */
  private static Wire ranged(Discretization layer, Scope scope, Wire x) {
    float[] ends = layer.binBoundaries();
    Wire boundaries = scope.made("boundaries", () -> Nd4j.createFromArray(ends));
    long[] shape = Arrays.copyOf(x.shape(), x.rank() + 1);
    shape[x.rank()] = ends.length;
    Wire passed =
        Graph.add("GreaterOrEqual", Map.of(), Type.BOOL, shape, x.expand(x.rank()), boundaries);
    Wire ids = passed.cast(Type.FLOAT).sum(false, -1);
    long depth = ends.length + 1L;
    return switch (layer.outputMode()) {
      case "int" -> ids;
      case "one_hot" -> rowForEach(scope, ids, depth);
      case "count" -> rows(scope, ids, depth).sum(false, 1);
      default -> rows(scope, ids, depth).max(false, 1);
    };
  }

  /** A single id is a row, several are a row each. */
  private static Wire rowForEach(Scope scope, Wire ids, long depth) {
    return rows(scope, ids.shape()[ids.rank() - 1] == 1 ? ids.squeeze(-1) : ids, depth);
  }

  /** A row with a single 1 for each id. */
  private static Wire rows(Scope scope, Wire ids, long depth) {
    long[] shape = Arrays.copyOf(ids.shape(), ids.rank() + 1);
    shape[ids.rank()] = depth;
    Wire values = scope.graph().array("off and on", "off_and_on", () -> floats(0, 1));
    Wire count = scope.graph().whole(depth);
    return Graph.add("OneHot", Map.of(), Type.FLOAT, shape, ids.cast(Type.INT64), count, values);
  }
}
