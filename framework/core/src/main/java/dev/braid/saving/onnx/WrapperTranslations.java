package dev.braid.saving.onnx;

import static dev.braid.saving.onnx.OnnxCall.with;
import static dev.braid.saving.onnx.Translations.row;

import dev.braid.Tensor;
import dev.braid.graph.Functional;
import dev.braid.graph.Node;
import dev.braid.graph.Topology;
import dev.braid.layers.LayerCall.Masked;
import dev.braid.layers.rnn.TimeDistributed;
import dev.braid.ops.Size;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Layers around other layers. */
final class WrapperTranslations {
  private WrapperTranslations() {}

  static void rows() {
    row(TimeDistributed.class, WrapperTranslations::timeDistributed);
    row(Functional.class, WrapperTranslations::model);
  }

  /** Every step is a sample of its own to the layer inside. */
  private static List<Masked> timeDistributed(
      TimeDistributed layer, OnnxCall call, List<Masked> in) {
    Value x = in.get(0).value();
    List<Size> steps = new ArrayList<>(x.sizes().subList(2, x.rank()));
    steps.add(0, Size.REST);
    Value out = call.apply(layer.layer(), x.reshape(steps));
    List<Size> sizes = new ArrayList<>(x.sizes().subList(0, 2));
    sizes.addAll(out.sizes().subList(1, out.rank()));
    return List.of(with(in.get(0), out.reshape(sizes)));
  }

  /** A model inside another layer; models in graphs are unfolded instead. */
  private static List<Masked> model(Functional model, OnnxCall call, List<Masked> in) {
    Map<Node, List<Masked>> flows = new HashMap<>();
    for (int i = 0; i < in.size(); i++) {
      flows.put(Node.of(model.inputs().get(i)), List.of(in.get(i)));
    }
    for (Node node : Topology.of(model).nodes()) {
      if (!flows.containsKey(node)) {
        List<Masked> from = node.inputs().stream().map(tensor -> flow(flows, tensor)).toList();
        flows.put(node, call.apply(node.layer(), from.toArray(Masked[]::new)));
      }
    }
    return model.outputs().stream().map(tensor -> flow(flows, tensor)).toList();
  }

  private static Masked flow(Map<Node, List<Masked>> flows, Tensor tensor) {
    return flows.get(Node.of(tensor)).get(Node.indexOf(tensor));
  }
}
