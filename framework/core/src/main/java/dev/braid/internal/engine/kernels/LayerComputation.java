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

/** Computes layers on arrays by their own calls; correct for all layers and all backends. */
final class LayerComputation {
  private LayerComputation() {}

  /** Computes a layer; the penalty of its activity regularizer is added to the loss. */
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

  /** A model inside another layer; models in graphs are unfolded instead. */
  private static List<MaskedValue> nested(Functional model, CallScope scope, List<MaskedValue> in) {
    Map<Node, List<MaskedValue>> flows = new HashMap<>();
    for (int i = 0; i < in.size(); i++) {
      flows.put(Node.of(model.inputs().get(i)), List.of(in.get(i)));
    }
    for (Node node : Topology.of(model).nodes()) {
      if (!flows.containsKey(node)) {
        List<MaskedValue> from = node.inputs().stream().map(tensor -> flow(flows, tensor)).toList();
        flows.put(node, run(node.layer(), scope, from));
      }
    }
    return model.outputs().stream().map(tensor -> flow(flows, tensor)).toList();
  }

  private static MaskedValue flow(Map<Node, List<MaskedValue>> flows, Tensor tensor) {
    return flows.get(Node.of(tensor)).get(Node.indexOf(tensor));
  }
}
