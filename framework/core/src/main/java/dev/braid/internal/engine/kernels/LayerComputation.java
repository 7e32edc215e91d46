package dev.braid.internal.engine.kernels;

import dev.braid.Layer;
import dev.braid.Tensor;
import dev.braid.internal.graph.Functional;
import dev.braid.internal.graph.Node;
import dev.braid.internal.graph.Topology;
import dev.braid.ops.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Computes layers on arrays by their own {@code call}, which every layer and backend supports. */
final class LayerComputation {
  private LayerComputation() {}

  /** Computes a layer and adds the penalty of its activity regularizer to the loss. */
  static List<MaskedValue> run(Layer layer, CallScope scope, List<MaskedValue> inputs) {
    List<MaskedValue> outputs = runWithoutPenalty(layer, scope, inputs);
    if (layer.activityRegularizer() != null) {
      for (MaskedValue output : outputs) {
        Value penalty = layer.activityRegularizer().penalty(output.value());
        scope.inside(layer).addLoss(penalty.divide((double) output.value().size(0)));
      }
    }
    return outputs;
  }

  static List<MaskedValue> runWithoutPenalty(
      Layer layer, CallScope scope, List<MaskedValue> inputs) {
    CallScope inside = scope.inside(layer);
    return layer instanceof Functional model
        ? nested(model, inside, inputs)
        : ArrayLayerCall.run(layer, inside, inputs);
  }

  /** Computes a model inside another layer; models in graphs are flattened instead. */
  private static List<MaskedValue> nested(Functional model, CallScope scope, List<MaskedValue> in) {
    Map<Node, List<MaskedValue>> values = new HashMap<>();
    for (int i = 0; i < in.size(); i++) {
      values.put(Node.of(model.inputs().get(i)), List.of(in.get(i)));
    }
    for (Node node : Topology.of(model).nodes()) {
      if (!values.containsKey(node)) {
        List<MaskedValue> from =
            node.inputs().stream().map(tensor -> value(values, tensor)).toList();
        values.put(node, run(node.layer(), scope, from));
      }
    }
    return model.outputs().stream().map(tensor -> value(values, tensor)).toList();
  }

  private static MaskedValue value(Map<Node, List<MaskedValue>> values, Tensor tensor) {
    return values.get(Node.of(tensor)).get(Node.indexOf(tensor));
  }
}
