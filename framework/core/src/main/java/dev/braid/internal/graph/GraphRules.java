package dev.braid.internal.graph;

import dev.braid.DType;
import dev.braid.Layer;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.Tensor;
import dev.braid.graph.Child;
import dev.braid.graph.Spec;
import dev.braid.internal.text.Nearest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Checks the rules for the graph of a model when it is created. */
public final class GraphRules {
  private GraphRules() {}

  /** Checks inputs and outputs before the graph is traversed. */
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
    for (Tensor output : outputs) {
      if (output.dtype() == DType.STRING) {
        problems.add(
            new Problem(
                "text-output",
                Node.of(output).layer().nameOrAutomatic(),
                "outputs of numbers",
                "received texts",
                "Leave the layer out of the model, and map the predicted ids to texts by"
                    + " inverse(ids)."));
      }
    }
    Set<Node> seen = new HashSet<>();
    for (Tensor input : inputs) {
      if (!Node.of(input).isInput()) {
        problems.add(
            new Problem(
                "disconnected",
                Node.of(input).layer().nameOrAutomatic(),
                "inputs created by input(…)",
                "received an output of this layer",
                "Start the model from an input(…) of that shape and apply the layers to it."));
      } else if (!seen.add(Node.of(input))) {
        problems.add(
            new Problem(
                "duplicate-name",
                Node.of(input).layer().nameOrAutomatic(),
                "each input once",
                "received it twice",
                ""));
      }
    }
  }

  /** Checks the tensors that a nested model is applied to against its inputs. */
  public static void checkNested(Functional model, List<Spec> given) {
    List<Spec> required = model.inputs().stream().map(Tensor::spec).toList();
    boolean fits = required.size() == given.size();
    for (int i = 0; fits && i < given.size(); i++) {
      fits = fits(required.get(i), given.get(i));
    }
    if (!fits) {
      String names =
          IntStream.range(0, required.size())
              .mapToObj(i -> '"' + model.inputNames().get(i) + "\" " + text(required.get(i)))
              .collect(Collectors.joining(", "));
      throw model.refusal(given, "its inputs " + names, "");
    }
  }

  /** Returns the shape, and the type of texts. */
  private static String text(Spec spec) {
    return spec.dtype() == DType.STRING ? spec.toString() : spec.text();
  }

  private static boolean fits(Spec required, Spec given) {
    boolean fits =
        required.rank() == given.rank()
            && (required.dtype() == DType.STRING) == (given.dtype() == DType.STRING);
    for (int i = 0; fits && i < required.rank(); i++) {
      fits = required.size(i) < 0 || given.size(i) < 0 || required.size(i) == given.size(i);
    }
    return fits;
  }

  /** Returns the exception for an unknown layer name. */
  public static StructureException unknownLayer(Functional model, String name) {
    List<String> names = model.layers().stream().map(Layer::name).toList();
    return StructureException.of(
        "The model \"" + model.name() + "\" has no layer with this name",
        new Problem(
            "unknown-layer",
            name,
            "one of " + Nearest.among(name, names),
            "received \"" + name + '"',
            Nearest.to(name, names).map(near -> "Did you mean \"" + near + "\"?").orElse("")));
  }

  /** Returns the exception for an unknown layer index. */
  public static StructureException unknownLayer(Functional model, int index) {
    return StructureException.of(
        "The model \"" + model.name() + "\" has no layer with this index",
        new Problem(
            "unknown-layer",
            "",
            "an index from 0 to " + (model.layers().size() - 1),
            "received " + index,
            "Inputs are layers too: see model.layers()."));
  }

  /** Returns the exception for a name that no layer inside another one has. */
  static StructureException unknownInner(
      Layer outer, List<Child> children, String path, String name) {
    List<String> names = children.stream().map(child -> child.layer().nameOrAutomatic()).toList();
    return StructureException.of(
        outer.label() + " contains no layer with this name",
        new Problem(
            "unknown-layer",
            path,
            names.isEmpty()
                ? "the name of a layer that contains others"
                : "one of " + Nearest.among(name, names),
            "received \"" + name + '"',
            Nearest.to(name, names).map(near -> "Did you mean \"" + near + "\"?").orElse("")));
  }

  /** Returns the exception for a call without layer names. */
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
