package dev.braid.internal.engine;

import dev.braid.Activation;
import dev.braid.Loss;
import dev.braid.Metric;
import dev.braid.Objective;
import dev.braid.Tensor;
import dev.braid.data.signature.InputSpec;
import dev.braid.data.signature.ModelSignature;
import dev.braid.data.signature.OutputSpec;
import dev.braid.data.signature.TargetExpectation;
import dev.braid.internal.graph.Functional;
import dev.braid.internal.graph.Node;
import dev.braid.internal.graph.Topology;
import dev.braid.internal.layers.Activations;
import dev.braid.internal.training.Compilation;
import dev.braid.layers.IdConsumer;
import dev.braid.losses.Crossentropy;
import dev.braid.losses.SparseCategoricalCrossentropy;
import dev.braid.losses.StandardLoss;
import dev.braid.losses.TargetKind;
import dev.braid.metrics.AccuracyByShape;
import dev.braid.metrics.BinaryAccuracy;
import dev.braid.metrics.MetricRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Derives from a model which data it accepts. */
public final class Signatures {
  /** Losses that are 0 only if the prediction equals the target. */
  private static final Set<String> DISTANCE_LOSSES =
      Set.of(
          "MeanSquaredError",
          "MeanAbsoluteError",
          "MeanAbsolutePercentageError",
          "Huber",
          "LogCosh");

  private static final Set<TargetKind> ELEMENTWISE =
      Set.of(TargetKind.VALUES, TargetKind.PROBABILITY);

  private Signatures() {}

  /** Returns the signature; without a compilation (null) it describes no targets. */
  public static ModelSignature of(Functional model, Compilation compilation) {
    List<InputSpec> inputs = new ArrayList<>();
    for (int i = 0; i < model.inputs().size(); i++) {
      Tensor input = model.inputs().get(i);
      inputs.add(
          new InputSpec(
              model.inputNames().get(i),
              input.shape(),
              input.dtype(),
              idLimit(model, Node.of(input))));
    }
    List<OutputSpec> outputs = new ArrayList<>();
    for (int i = 0; i < model.outputs().size(); i++) {
      long[] shape = model.outputs().get(i).shape();
      String name = model.outputNames().get(i);
      Tensor output = model.outputs().get(i);
      outputs.add(
          compilation == null
              ? new OutputSpec(name, shape, TargetKind.VALUES, "", false, false)
              : spec(name, output, compilation.objectives().get(i)));
    }
    return new ModelSignature(model.name(), inputs, outputs, compilation != null);
  }

  private static OutputSpec spec(String name, Tensor output, Objective objective) {
    Loss loss = objective.loss();
    Integer ignored =
        loss instanceof SparseCategoricalCrossentropy sparse ? sparse.ignoredClass() : null;
    return new OutputSpec(
        name,
        output.shape(),
        MetricRules.targets(loss, objective.allMetrics()),
        loss == null ? "" : loss.call(),
        loss != null,
        loss != null || !objective.allMetrics().isEmpty(),
        ignored == null ? Double.NaN : ignored,
        expectation(output, objective));
  }

  private static TargetExpectation expectation(Tensor output, Objective objective) {
    Optional<Activation> limiting =
        Activations.of(output)
            .filter(activation -> DISTANCE_LOSSES.contains(className(objective.loss())));
    double[] range = Activations.range(limiting.orElse(Activation.LINEAR));
    boolean limits = Double.isFinite(range[0]) || Double.isFinite(range[1]);
    boolean distribution =
        objective.loss() instanceof Crossentropy<?> crossentropy
            && crossentropy.target() == TargetKind.ONE_HOT
            && crossentropy.axis() == -1;
    return new TargetExpectation(
        range[0],
        range[1],
        limits ? limiting.map(Activation::name).orElse("") : "",
        objective.loss() != null && ELEMENTWISE.contains(objective.loss().target())
            ? accuracy(objective)
            : "",
        distribution);
  }

  private static String className(Loss loss) {
    return loss instanceof StandardLoss<?> ? loss.className() : "";
  }

  private static String accuracy(Objective objective) {
    for (Metric metric : objective.allMetrics()) {
      if (metric instanceof AccuracyByShape) {
        return "accuracy()";
      }
      if (metric instanceof BinaryAccuracy) {
        return "binaryAccuracy()";
      }
    }
    return "";
  }

  /** Returns the least number of ids accepted by a layer that reads this input, or -1. */
  private static long idLimit(Functional model, Node input) {
    long limit = -1;
    for (Node node : Topology.of(model).nodes()) {
      for (int i = 0; i < node.inputs().size(); i++) {
        if (Node.of(node.inputs().get(i)) == input) {
          long nodeLimit = -1;
          if (node.layer() instanceof IdConsumer embedding && i == 0) {
            nodeLimit = embedding.idLimit();
          } else if (node.layer() instanceof Functional inner) {
            nodeLimit = idLimit(inner, Node.of(inner.inputs().get(i)));
          }
          limit = limit < 0 ? nodeLimit : nodeLimit < 0 ? limit : Math.min(limit, nodeLimit);
        }
      }
    }
    return limit;
  }
}
