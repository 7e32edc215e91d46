package dev.braid.engine.kernels;

import dev.braid.Layer;
import dev.braid.ops.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The table of twins: which formula computes which layer. */
public final class Formulas {
  private static final Map<Class<?>, Formula<?>> TABLE = new HashMap<>();

  static {
    WrapperFormulas.rows();
  }

  private Formulas() {}

  static <L> void row(Class<L> layer, Formula<L> formula) {
    if (TABLE.put(layer, formula) != null) {
      throw new IllegalStateException("two formulas for " + layer);
    }
  }

  /** The layers that have a twin. */
  public static Set<Class<?>> layers() {
    return Set.copyOf(TABLE.keySet());
  }

  /** Computes a layer; used by kernels and by formulas of layers that hold other layers. */
  public static List<Flow> run(Layer layer, Scope scope, List<Flow> inputs) {
    List<Flow> outputs = runUnpriced(layer, scope, inputs);
    Scope inside = scope.inside(layer);
    if (layer.activityRegularizer() != null) {
      for (Flow output : outputs) {
        Value price = layer.activityRegularizer().penalty(output.value());
        inside.addLoss(price.divide((double) output.value().size(0)));
      }
    }
    return outputs;
  }

  /** Computes a layer without the price that its activity regularizer puts on its output. */
  static List<Flow> runUnpriced(Layer layer, Scope scope, List<Flow> inputs) {
    Formula<Layer> formula = of(layer);
    Scope inside = scope.inside(layer);
    return formula == null
        ? ScopedCall.run(layer, inside, inputs)
        : formula.run(layer, inside, inputs);
  }

  @SuppressWarnings("unchecked")
  private static Formula<Layer> of(Layer layer) {
    for (Class<?> type = layer.getClass(); type != null; type = type.getSuperclass()) {
      Formula<?> formula = TABLE.get(type);
      if (formula != null) {
        return (Formula<Layer>) formula;
      }
    }
    return null;
  }
}
