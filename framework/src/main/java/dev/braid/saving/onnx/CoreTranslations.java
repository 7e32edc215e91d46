package dev.braid.saving.onnx;

import static dev.braid.saving.onnx.Translations.row;

import dev.braid.layers.core.Dense;
import dev.braid.layers.core.Einsum;
import dev.braid.layers.core.EinsumDense;
import dev.braid.layers.core.Embedding;
import dev.braid.layers.core.Identity;
import dev.braid.layers.core.Masking;
import dev.braid.layers.regularization.ActivityRegularization;
import dev.braid.layers.regularization.Chance;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The core layers, and those that do nothing at inference. */
final class CoreTranslations {
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
}
