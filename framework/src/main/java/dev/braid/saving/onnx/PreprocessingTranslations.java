package dev.braid.saving.onnx;

import static dev.braid.saving.onnx.OnnxCall.unmasked;
import static dev.braid.saving.onnx.OnnxCall.with;
import static dev.braid.saving.onnx.Translations.row;

import dev.braid.layers.LayerCall.Masked;
import dev.braid.layers.preprocessing.CategoryEncoding;
import dev.braid.layers.preprocessing.Discretization;
import dev.braid.layers.preprocessing.Normalization;
import dev.braid.layers.preprocessing.Rescaling;
import dev.braid.ops.Binary;
import dev.braid.ops.Value;
import java.util.List;
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
        (layer, call, in) -> List.of(with(in.get(0), rescaled(layer, call, in.get(0).value()))));
    row(
        Normalization.class,
        (layer, call, in) -> List.of(with(in.get(0), normalized(layer, call, in.get(0)))));
    row(
        CategoryEncoding.class,
        (layer, call, in) -> List.of(unmasked(encoded(layer, in.get(0).value()))));
    row(
        Discretization.class,
        (layer, call, in) -> List.of(unmasked(ranged(layer, call, in.get(0).value()))));
  }

  private static Value rescaled(Rescaling layer, OnnxCall call, Value x) {
    return x.multiply(constant(call, "scale", layer.scale()))
        .add(constant(call, "offset", layer.offset()));
  }

  private static Value constant(OnnxCall call, String what, double... numbers) {
    return call.named(what, floats(numbers));
  }

  private static INDArray floats(double... numbers) {
    float[] single = new float[numbers.length];
    for (int i = 0; i < single.length; i++) {
      single[i] = (float) numbers[i];
    }
    return Nd4j.createFromArray(single);
  }

  private static Value normalized(Normalization layer, OnnxCall call, Masked in) {
    long[] shape = layer.broadcastShape(OnnxCall.spec(in));
    boolean given = layer.mean() != null;
    Value mean =
        call.named("mean", (given ? floats(layer.mean()) : call.array("mean")).reshape('c', shape));
    Value deviation =
        call.named(
            "deviation",
            deviation(given ? floats(layer.variance()) : call.array("variance"), shape));
    Value x = in.value();
    return layer.inverts() ? x.multiply(deviation).add(mean) : x.subtract(mean).divide(deviation);
  }

  private static INDArray deviation(INDArray variance, long... shape) {
    float[] numbers = variance.dup('c').data().asFloat();
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) Math.max(Math.sqrt(numbers[i]), LEAST_DEVIATION);
    }
    return Nd4j.createFromArray(numbers).reshape('c', shape);
  }

  private static Value encoded(CategoryEncoding layer, Value x) {
    return switch (layer.mode()) {
      case ONE_HOT -> rowForEach(x, layer.numTokens());
      case MULTI_HOT -> rows(x, layer.numTokens()).max(false, 1);
      case COUNT -> rows(x, layer.numTokens()).sum(false, 1);
    };
  }

  /** As many boundaries as a number has passed. */
  private static Value ranged(Discretization layer, OnnxCall call, Value x) {
    float[] ends = layer.binBoundaries();
    Value boundaries = call.named("boundaries", Nd4j.createFromArray(ends));
    Value passed = x.expand(x.rank()).binary(Binary.GREATER_EQUAL, boundaries);
    Value ids = passed.sum(false, -1);
    long depth = ends.length + 1L;
    return switch (layer.outputMode()) {
      case "int" -> ids;
      case "one_hot" -> rowForEach(ids, depth);
      case "count" -> rows(ids, depth).sum(false, 1);
      default -> rows(ids, depth).max(false, 1);
    };
  }

  /** A single id is a row, several are a row each. */
  private static Value rowForEach(Value ids, long depth) {
    return rows(ids.shape()[ids.rank() - 1] == 1 ? ids.squeeze(-1) : ids, depth);
  }

  /** A row with a single 1 for each id. */
  private static Value rows(Value ids, long depth) {
    return ids.oneHot(depth);
  }
}
