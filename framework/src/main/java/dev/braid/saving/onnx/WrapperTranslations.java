package dev.braid.saving.onnx;

import static dev.braid.saving.onnx.Translations.row;

import dev.braid.Model;
import dev.braid.Tensor;
import dev.braid.graph.Node;
import dev.braid.layers.rnn.TimeDistributed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Layers around other layers. */
final class WrapperTranslations {
  private WrapperTranslations() {}

  static void rows() {
    row(TimeDistributed.class, WrapperTranslations::timeDistributed);
    row(Model.class, WrapperTranslations::model);
  }

  /** Every step is a sample of its own to the layer inside. */
  private static List<Flow> timeDistributed(TimeDistributed layer, Scope scope, List<Flow> in) {
    Wire x = in.get(0).value();
    List<Size> steps = new ArrayList<>(x.sizes().subList(2, x.rank()));
    steps.add(0, Size.REST);
    Wire out =
        Translations.run(layer.layer(), scope, List.of(new Flow(x.reshape(steps)))).get(0).value();
    List<Size> sizes = new ArrayList<>(x.sizes().subList(0, 2));
    sizes.addAll(out.sizes().subList(1, out.rank()));
    return List.of(in.get(0).with(out.reshape(sizes)));
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
        flows.put(node, Translations.run(node.layer(), scope, from));
      }
    }
    return model.outputs().stream().map(tensor -> flow(flows, tensor)).toList();
  }

  private static Flow flow(Map<Node, List<Flow>> flows, Tensor tensor) {
    return flows.get(tensor.node()).get(tensor.index());
  }
}
