package dev.braid.graph;

import dev.braid.Layer;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.Tensor;
import dev.braid.config.Nearest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The rules that a model keeps from the moment it is made. */
public final class GraphRules {
  private GraphRules() {}

  /** Inputs and outputs as they were given, before the graph is walked. */
  public static void check(List<Tensor> inputs, List<Tensor> outputs, List<Problem> problems) {
    if (inputs.isEmpty()) {
      problems.add(Problem.of("unused-input", "", "the model has no inputs"));
    }
    if (outputs.isEmpty()) {
      problems.add(Problem.of("disconnected", "", "the model has no outputs"));
    }
    for (Tensor output : outputs) {
      if (!output.spec().hasBatch()) {
        problems.add(
            new Problem(
                "batch-axis",
                Node.of(output).layer().nameOrAutomatic(),
                "outputs with the batch axis",
                "received " + output.spec().text(),
                "Reduce the axes from 1 on, so that each sample has a result."));
      }
    }
    Set<Node> seen = new HashSet<>();
    for (Tensor input : inputs) {
      if (!Node.of(input).isInput()) {
        problems.add(
            new Problem(
                "disconnected",
                Node.of(input).layer().nameOrAutomatic(),
                "inputs that input(…) made",
                "received what this layer gives",
                "Start the model from an input(…) of that shape and apply the layers to it."));
      } else if (!seen.add(Node.of(input))) {
        problems.add(
            new Problem(
                "duplicate-name",
                Node.of(input).layer().name(),
                "each input once",
                "received it twice",
                ""));
      }
    }
  }

  /** What a nested model is applied to, against its inputs. */
  public static void checkNested(Functional model, List<Spec> given) {
    List<Spec> wanted = model.inputs().stream().map(Tensor::spec).toList();
    boolean fits = wanted.size() == given.size();
    for (int i = 0; fits && i < given.size(); i++) {
      fits = fits(wanted.get(i), given.get(i));
    }
    if (!fits) {
      String names =
          IntStream.range(0, wanted.size())
              .mapToObj(i -> '"' + model.inputNames().get(i) + "\" " + wanted.get(i).text())
              .collect(Collectors.joining(", "));
      throw model.refusal(given, "its inputs " + names, "");
    }
  }

  private static boolean fits(Spec wanted, Spec given) {
    boolean fits = wanted.rank() == given.rank();
    for (int i = 0; fits && i < wanted.rank(); i++) {
      fits = wanted.size(i) < 0 || given.size(i) < 0 || wanted.size(i) == given.size(i);
    }
    return fits;
  }

  /** The exception for a layer name that no layer has. */
  public static StructureException noSuchLayer(Functional model, String name) {
    List<String> names = model.layers().stream().map(Layer::name).toList();
    return StructureException.of(
        "The model \"" + model.name() + "\" has no such layer",
        new Problem(
            "unknown-layer",
            name,
            "one of " + Nearest.among(name, names),
            "received \"" + name + '"',
            Nearest.to(name, names).map(near -> "Did you mean \"" + near + "\"?").orElse("")));
  }

  /** The exception for a call that names no layer. */
  public static StructureException noNames(Functional model, String call) {
    String example =
        model.layers().stream()
            .filter(layer -> !WeightPaths.cells(model, layer).isEmpty())
            .map(Layer::name)
            .findFirst()
            .orElse("name");
    return StructureException.of(
        call + " of the model \"" + (model.name() == null ? "model" : model.name()) + "\"",
        new Problem(
            "option",
            call,
            "the names of layers",
            "received none",
            "Name each layer: " + call + "(\"" + example + "\")."));
  }
}
