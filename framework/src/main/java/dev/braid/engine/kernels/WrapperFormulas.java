package dev.braid.engine.kernels;

import static dev.braid.engine.kernels.Formulas.row;

import dev.braid.Layer;
import dev.braid.Model;
import dev.braid.Tensor;
import dev.braid.graph.Node;
import dev.braid.layers.CustomLayer;
import dev.braid.layers.normalization.BatchNormalization;
import dev.braid.layers.rnn.TimeDistributed;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What layers around other layers compute. */
final class WrapperFormulas {
  private WrapperFormulas() {}

  static void rows() {
    row(TimeDistributed.class, WrapperFormulas::timeDistributed);
    row(Model.class, WrapperFormulas::model);
  }

  private static List<Flow> timeDistributed(TimeDistributed layer, Scope scope, List<Flow> in) {
    boolean apart =
        pricesInside(layer.layer()) || (scope.training() && looksAtBatch(layer.layer()));
    return List.of(apart ? stepByStep(layer, scope, in.get(0)) : atOnce(layer, scope, in.get(0)));
  }

  /** True where samples of one call are not computed each for itself. */
  private static boolean looksAtBatch(Layer layer) {
    if (layer instanceof Model model) {
      return model.layers().stream().anyMatch(WrapperFormulas::looksAtBatch);
    }
    if (layer instanceof TimeDistributed inner) {
      return looksAtBatch(inner.layer());
    }
    return layer instanceof BatchNormalization || layer instanceof CustomLayer<?>;
  }

  /** True where a model's layers put prices on their outputs, which are shared by the samples. */
  private static boolean pricesInside(Layer layer) {
    return layer instanceof Model model
        && model.layers().stream()
            .anyMatch(inner -> inner.activityRegularizer() != null || pricesInside(inner));
  }

  /** One call for each step, as in Keras, since each has statistics of its own. */
  private static Flow stepByStep(TimeDistributed layer, Scope scope, Flow in) {
    INDArray mask = in.mask();
    List<Value> steps = in.value().permute(swapped(in.value().rank())).unstack();
    List<Value> results = new ArrayList<>();
    for (int t = 0; t < steps.size(); t++) {
      INDArray real = mask == null ? null : mask.getColumn(t).dup('c');
      Flow step = new Flow(steps.get(t), real);
      results.add(inside(layer, scope, step).value());
    }
    return in.with(Value.stack(1, results));
  }

  private static int[] swapped(int rank) {
    int[] axes = IntStream.range(0, rank).toArray();
    axes[0] = 1;
    axes[1] = 0;
    return axes;
  }

  /** Every step is a sample of its own to the layer inside. */
  private static Flow atOnce(TimeDistributed layer, Scope scope, Flow in) {
    Value x = in.value();
    Value steps = x.reshape(join(new long[] {x.size(0) * x.size(1)}, tail(x.shape(), 2)));
    Value out = inside(layer, scope, new Flow(steps)).value();
    long[] shape = join(new long[] {x.size(0), x.size(1)}, tail(out.shape(), 1));
    return in.with(out.reshape(shape));
  }

  /** As in Keras the layer's own activity regularizer is not asked, those inside a model are. */
  private static Flow inside(TimeDistributed layer, Scope scope, Flow in) {
    return Formulas.runUnpriced(layer.layer(), scope, List.of(in)).get(0);
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
