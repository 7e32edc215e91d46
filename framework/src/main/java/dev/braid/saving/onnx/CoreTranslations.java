package dev.braid.saving.onnx;

import static dev.braid.saving.onnx.OnnxCall.unmasked;
import static dev.braid.saving.onnx.Translations.row;

import dev.braid.layers.LayerCall.Masked;
import dev.braid.layers.core.Einsum;
import dev.braid.layers.core.EinsumDense;
import dev.braid.layers.core.Embedding;
import dev.braid.layers.core.Identity;
import dev.braid.layers.core.Masking;
import dev.braid.layers.regularization.ActivityRegularization;
import dev.braid.layers.regularization.Chance;
import dev.braid.ops.Binary;
import dev.braid.ops.Contraction;
import dev.braid.ops.Reduction;
import dev.braid.ops.Value;
import java.util.List;

/** The core layers, and those that do nothing at inference. */
final class CoreTranslations {
  private CoreTranslations() {}

  static void rows() {
    row(EinsumDense.class, (layer, call, in) -> List.of(unmasked(product(layer, call, in.get(0)))));
    row(Embedding.class, (layer, call, in) -> List.of(embedding(layer, call, in.get(0).value())));
    row(Masking.class, (layer, call, in) -> List.of(masking(layer, in.get(0).value())));
    row(Identity.class, (layer, call, in) -> in);
    row(Chance.class, (layer, call, in) -> in);
    row(ActivityRegularization.class, (layer, call, in) -> in);
  }

  private static Value product(EinsumDense layer, OnnxCall call, Masked in) {
    Einsum axes = layer.axes(OnnxCall.spec(in));
    Contraction contraction = new Contraction(axes.input(), axes.kernel(), axes.result());
    Value out = contraction.apply(in.value(), call.weight("kernel"));
    return layer.activation().apply(layer.hasBias() ? out.add(call.weight("bias")) : out);
  }

  private static Masked embedding(Embedding layer, OnnxCall call, Value ids) {
    Value vectors = call.weight("embeddings").take(ids, 0);
    return new Masked(vectors, layer.masksZero() ? ids.binary(Binary.NOT_EQUAL, 0) : null);
  }

  /** Padding is zeroed, as Keras does, and marked. */
  private static Masked masking(Masking layer, Value x) {
    Value real = x.binary(Binary.NOT_EQUAL, layer.value()).reduce(Reduction.ANY, true, -1);
    return new Masked(x.multiply(real), real.squeeze(-1));
  }
}
