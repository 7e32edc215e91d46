package dev.braid.engine.kernels;

import static dev.braid.engine.kernels.Formulas.row;

import dev.braid.Model;
import dev.braid.Tensor;
import dev.braid.graph.Node;
import dev.braid.layers.rnn.TimeDistributed;
import dev.braid.ops.Value;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What layers around other layers compute. */
final class WrapperFormulas {
  private WrapperFormulas() {}

  static void rows() {
    row(TimeDistributed.class, WrapperFormulas::timeDistributed);
    row(Model.class, WrapperFormulas::model);
  }

  /** Every step is a sample of its own to the layer inside. */
  private static List<Flow> timeDistributed(TimeDistributed layer, Scope scope, List<Flow> in) {
    Value x = in.get(0).value();
    Value steps = x.reshape(join(new long[] {x.size(0) * x.size(1)}, tail(x.shape(), 2)));
    Value out = Formulas.run(layer.layer(), scope, List.of(new Flow(steps))).get(0).value();
    long[] shape = join(new long[] {x.size(0), x.size(1)}, tail(out.shape(), 1));
    return List.of(in.get(0).with(out.reshape(shape)));
  }

  private static long[] tail(long[] shape, int from) {
    return Arrays.copyOfRange(shape, from, shape.length);
  }

  private static long[] join(long[] head, long[] tail) {
    long[] joined = Arrays.copyOf(head, head.length + tail.length);
    System.arraycopy(tail, 0, joined, head.length, tail.length);
    return joined;
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
