package dev.braid.engine.kernels;

import static dev.braid.engine.kernels.Formulas.row;

import dev.braid.layers.core.Dense;
import dev.braid.ops.Value;
import java.util.List;

/** What the core layers compute. */
final class CoreFormulas {
  private CoreFormulas() {}

  static void rows() {
    row(Dense.class, (layer, scope, in) -> List.of(in.get(0).with(dense(layer, scope, in.get(0).value()))));
  }

  private static Value dense(Dense layer, Scope scope, Value x) {
    long[] shape = x.shape().clone();
    Value rows = x.rank() == 2 ? x : x.reshape(x.array().length() / x.size(-1), x.size(-1));
    Value out = rows.matmul(scope.weight("kernel"));
    if (layer.useBias()) {
      out = out.add(scope.weight("bias"));
    }
    shape[shape.length - 1] = layer.units();
    out = x.rank() == 2 ? out : out.reshape(shape);
    return layer.activation().apply(out);
  }
}
