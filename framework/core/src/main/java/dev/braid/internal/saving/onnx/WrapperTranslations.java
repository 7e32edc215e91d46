package dev.braid.internal.saving.onnx;

import static dev.braid.internal.saving.onnx.LayerTranslations.row;
import static dev.braid.internal.saving.onnx.OnnxLayerCall.with;

import dev.braid.Tensor;
import dev.braid.internal.graph.Functional;
import dev.braid.internal.graph.Node;
import dev.braid.internal.graph.Topology;
import dev.braid.layers.LayerCall.Masked;
import dev.braid.layers.rnn.TimeDistributed;
import dev.braid.ops.Size;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Translations of layers that wrap other layers. */
final class WrapperTranslations {
  private WrapperTranslations() {}

  static void rows() {
    row(TimeDistributed.class, WrapperTranslations::timeDistributed);
    row(Functional.class, WrapperTranslations::model);
  }

  /** Applies the inner layer to every step as a separate sample. */
  private static List<Masked> timeDistributed(
      TimeDistributed layer, OnnxLayerCall call, List<Masked> in) {
    Value x = in.get(0).value();
    List<Size> steps = new ArrayList<>(x.sizes().subList(2, x.rank()));
    steps.add(0, Size.REST);
    Value out = call.apply(layer.layer(), x.reshape(steps));
    List<Size> sizes = new ArrayList<>(x.sizes().subList(0, 2));
    sizes.addAll(out.sizes().subList(1, out.rank()));
    return List.of(with(in.get(0), out.reshape(sizes)));
  }

  /**
   * Writes a model that is wrapped by another layer; nested models of graphs are expanded instead.
   */
  private static List<Masked> model(Functional model, OnnxLayerCall call, List<Masked> in) {
    Map<Node, List<Masked>> values = new HashMap<>();
    for (int i = 0; i < in.size(); i++) {
      values.put(Node.of(model.inputs().get(i)), List.of(in.get(i)));
    }
    for (Node node : Topology.of(model).nodes()) {
      if (!values.containsKey(node)) {
        List<Masked> from = node.inputs().stream().map(tensor -> valueOf(values, tensor)).toList();
        values.put(node, call.apply(node.layer(), from.toArray(Masked[]::new)));
      }
    }
    return model.outputs().stream().map(tensor -> valueOf(values, tensor)).toList();
  }

  private static Masked valueOf(Map<Node, List<Masked>> values, Tensor tensor) {
    return values.get(Node.of(tensor)).get(Node.indexOf(tensor));
  }
}
