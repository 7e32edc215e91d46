package dev.braid.saving.onnx;

import static dev.braid.saving.onnx.Translations.row;

import dev.braid.layers.core.Dense;
import dev.braid.layers.core.Einsum;
import dev.braid.layers.core.EinsumDense;
import dev.braid.layers.core.Embedding;
import dev.braid.layers.core.Identity;
import dev.braid.layers.core.Masking;
import dev.braid.layers.preprocessing.CategoryEncoding;
import dev.braid.layers.preprocessing.Normalization;
import dev.braid.layers.preprocessing.Rescaling;
import dev.braid.layers.regularization.ActivityRegularization;
import dev.braid.layers.regularization.Chance;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The core layers, those that bring data into form, and those that do nothing at inference. */
final class CoreTranslations {
  /** Keras' epsilon: no deviation is taken for smaller. */
  private static final double LEAST_DEVIATION = 1e-7;

  private CoreTranslations() {}

  static void rows() {
    row(
        Dense.class,
        (layer, scope, in) -> List.of(in.get(0).with(dense(layer, scope, in.get(0).value()))));
    row(
        EinsumDense.class,
        (layer, scope, in) -> List.of(new Flow(product(layer, scope, in.get(0)))));
    row(Embedding.class, (layer, scope, in) -> List.of(embedding(layer, scope, in.get(0).value())));
    row(Masking.class, (layer, scope, in) -> List.of(masking(layer, in.get(0).value())));
    row(Identity.class, (layer, scope, in) -> in);
    row(Chance.class, (layer, scope, in) -> in);
    row(ActivityRegularization.class, (layer, scope, in) -> in);
    row(
        Rescaling.class,
        (layer, scope, in) -> List.of(in.get(0).with(rescaled(layer, scope, in.get(0).value()))));
    row(
        Normalization.class,
        (layer, scope, in) -> List.of(in.get(0).with(normalized(layer, scope, in.get(0)))));
    row(
        CategoryEncoding.class,
        (layer, scope, in) -> List.of(new Flow(encoded(layer, scope, in.get(0).value()))));
  }

  private static Wire dense(Dense layer, Scope scope, Wire x) {
    Wire out = x.matmul(scope.weight("kernel"));
    if (layer.useBias()) {
      out = out.add(scope.weight("bias"));
    }
    return Bends.apply(layer.activation(), out);
  }

  private static Wire product(EinsumDense layer, Scope scope, Flow in) {
    Einsum axes = layer.axes(in.spec());
    String equation = letters(axes.input() + "," + axes.kernel() + "->" + axes.result());
    long[] shape = layer.outputs(List.of(in.spec())).get(0).sequence(-1).shape();
    Wire out = in.value().to("Einsum", Map.of("equation", equation), shape, scope.weight("kernel"));
    return Bends.apply(layer.activation(), layer.hasBias() ? out.add(scope.weight("bias")) : out);
  }

  /** An equation in the letters that ONNX knows. */
  private static String letters(String equation) {
    String axes =
        equation
            .codePoints()
            .filter(Character::isLetter)
            .distinct()
            .boxed()
            .map(Character::toString)
            .collect(Collectors.joining());
    return equation
        .codePoints()
        .mapToObj(
            sign ->
                axes.indexOf(sign) < 0
                    ? Character.toString(sign)
                    : Character.toString('a' + axes.indexOf(sign)))
        .collect(Collectors.joining());
  }

  private static Flow embedding(Embedding layer, Scope scope, Wire x) {
    Wire ids = x.cast(Type.INT64);
    long[] shape = Arrays.copyOf(x.shape(), x.rank() + 1);
    shape[x.rank()] = layer.outputDim();
    Wire vectors = scope.weight("embeddings").to("Gather", Map.of(), shape, ids);
    return new Flow(vectors, layer.masksZero() ? x.equalTo(0).not() : null);
  }

  /** Padding is zeroed, as Keras does, and marked. */
  private static Flow masking(Masking layer, Wire x) {
    Wire real = x.equalTo(layer.value()).not().cast(Type.FLOAT).max(true, -1);
    return new Flow(x.multiply(real), real.squeeze(-1).above(0));
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
    boolean one = layer.mode() == CategoryEncoding.Mode.ONE_HOT;
    Wire ids = (one && x.shape()[x.rank() - 1] == 1 ? x.squeeze(-1) : x).cast(Type.INT64);
    long[] shape = Arrays.copyOf(ids.shape(), ids.rank() + 1);
    shape[ids.rank()] = layer.numTokens();
    Wire values = scope.graph().array("off and on", "off_and_on", () -> floats(0, 1));
    Wire rows =
        Graph.add(
            "OneHot",
            Map.of(),
            Type.FLOAT,
            shape,
            ids,
            scope.graph().whole(layer.numTokens()),
            values);
    return switch (layer.mode()) {
      case ONE_HOT -> rows;
      case MULTI_HOT -> rows.max(false, 1);
      case COUNT -> rows.sum(false, 1);
    };
  }
}
