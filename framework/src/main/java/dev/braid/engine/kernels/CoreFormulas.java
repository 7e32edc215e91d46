package dev.braid.engine.kernels;

import static dev.braid.engine.kernels.Formulas.row;

import dev.braid.layers.core.Einsum;
import dev.braid.layers.core.EinsumDense;
import dev.braid.layers.core.Embedding;
import dev.braid.layers.core.Identity;
import dev.braid.layers.core.Masking;
import dev.braid.ops.Contraction;
import dev.braid.ops.Value;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What the core layers compute. */
final class CoreFormulas {
  private CoreFormulas() {}

  static void rows() {
    row(
        EinsumDense.class,
        // which drops masks, as Keras does
        (layer, scope, in) -> List.of(new Flow(product(layer, scope, in.get(0)))));
    row(Embedding.class, (layer, scope, in) -> List.of(embedding(layer, scope, in.get(0))));
    row(Identity.class, (layer, scope, in) -> in);
    row(Masking.class, (layer, scope, in) -> List.of(masking(layer, in.get(0))));
  }

  private static Flow embedding(Embedding layer, Scope scope, Flow in) {
    Value ids = in.value();
    Value vectors = scope.weight("embeddings").rows(ids.array());
    INDArray mask = layer.masksZero() ? ids.array().neq(0).castTo(ids.dataType()) : null;
    return new Flow(vectors, Signal.both(mask, in.mask()));
  }

  /** Padding is zeroed, as Keras does, and marked. */
  private static Flow masking(Masking layer, Flow in) {
    INDArray x = in.value().array();
    INDArray real = x.neq(layer.value()).castTo(x.dataType()).max(true, x.rank() - 1);
    return new Flow(in.value().multiply(real), Signal.both(real.reshape('c', lead(x)), in.mask()));
  }

  /** The shape without the last axis. */
  private static long[] lead(INDArray x) {
    return Arrays.copyOf(x.shape(), x.rank() - 1);
  }

  private static Value product(EinsumDense layer, Scope scope, Flow in) {
    Einsum axes = layer.axes(in.spec());
    Contraction product = new Contraction(axes.input(), axes.kernel(), axes.result());
    Value out = product.apply(in.value(), scope.weight("kernel"));
    return layer.activation().apply(layer.hasBias() ? out.add(scope.weight("bias")) : out);
  }
}
