package dev.braid.engine.kernels;

import static dev.braid.engine.kernels.Formulas.row;

import dev.braid.Model;
import dev.braid.Tensor;
import dev.braid.graph.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a model computes that stands inside another layer. */
final class WrapperFormulas {
  private WrapperFormulas() {}

  static void rows() {
    row(Model.class, WrapperFormulas::model);
  }

  /** A model inside another layer; models in graphs are unfolded instead. */
  private static List<Flow> model(Model model, Scope scope, List<Flow> in) {
    Map<Node, List<Flow>> flows = new HashMap<>();
    for (int i = 0; i < in.size(); i++) {
      flows.put(model.inputs().get(i).node(), List.of(in.get(i)));
    }
    for (Node node : model.topology().nodes()) {
      if (!flows.containsKey(node)) {
        List<Flow> from = node.inputs().stream().map(tensor -> flow(flows, tensor)).toList();
        flows.put(node, Formulas.run(node.layer(), scope, from));
      }
    }
    return model.outputs().stream().map(tensor -> flow(flows, tensor)).toList();
  }

  private static Flow flow(Map<Node, List<Flow>> flows, Tensor tensor) {
    return flows.get(tensor.node()).get(tensor.index());
  }
}
