package dev.braid.engine;

import dev.braid.Model;
import dev.braid.Objective;
import dev.braid.Tensor;
import dev.braid.data.InputSlot;
import dev.braid.data.OutputSlot;
import dev.braid.data.Signature;
import dev.braid.data.TargetKind;
import dev.braid.graph.Node;
import dev.braid.layers.TakesIds;
import dev.braid.plots.ModelSketch;
import dev.braid.training.Compilation;
import java.util.ArrayList;
import java.util.List;

/** Reads off a model what its data must look like. */
public final class Signatures {
  private Signatures() {}

  /** The signature; nothing is said of targets before compile, when the compilation is null. */
  public static Signature of(Model model, Compilation compilation) {
    List<InputSlot> inputs = new ArrayList<>();
    for (int i = 0; i < model.inputs().size(); i++) {
      Tensor input = model.inputs().get(i);
      inputs.add(
          new InputSlot(
              model.inputNames().get(i),
              input.shape(),
              input.dtype(),
              idLimit(model, input.node())));
    }
    List<OutputSlot> outputs = new ArrayList<>();
    for (int i = 0; i < model.outputs().size(); i++) {
      long[] shape = model.outputs().get(i).shape();
      String name = model.outputNames().get(i);
      outputs.add(
          compilation == null
              ? new OutputSlot(name, shape, TargetKind.VALUES, "", false, false)
              : slot(name, shape, compilation.objectives().get(i)));
    }
    return new Signature(ModelSketch.title(model), inputs, outputs, compilation != null);
  }

  private static OutputSlot slot(String name, long[] shape, Objective line) {
    boolean judged = !line.metrics().isEmpty() || !line.weightedMetrics().isEmpty();
    return line.loss() == null
        ? new OutputSlot(name, shape, TargetKind.VALUES, "", false, judged)
        : new OutputSlot(name, shape, line.loss().target(), line.loss().call(), true, true);
  }

  /** The smallest number of ids that a layer behind this input takes, or -1. */
  private static long idLimit(Model model, Node input) {
    long limit = -1;
    for (Node node : model.topology().nodes()) {
      for (int i = 0; i < node.inputs().size(); i++) {
        if (node.inputs().get(i).node() == input) {
          long here = -1;
          if (node.layer() instanceof TakesIds embedding) {
            here = embedding.idLimit();
          } else if (node.layer() instanceof Model inner) {
            here = idLimit(inner, inner.inputs().get(i).node());
          }
          limit = limit < 0 ? here : here < 0 ? limit : Math.min(limit, here);
        }
      }
    }
    return limit;
  }
}
