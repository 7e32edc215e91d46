package dev.braid.saving.onnx;

import static dev.braid.saving.onnx.OnnxCall.unmasked;

import dev.braid.Layer;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.engine.Network;
import dev.braid.engine.environment.Environment;
import dev.braid.engine.graph.Plan;
import dev.braid.engine.kernels.Kernels;
import dev.braid.files.AtomicFile;
import dev.braid.graph.Child;
import dev.braid.graph.Functional;
import dev.braid.graph.Spec;
import dev.braid.graph.WeightCell;
import dev.braid.layers.LayerCall.Masked;
import dev.braid.layers.rnn.Recurrent;
import dev.braid.ops.Unary;
import dev.braid.ops.Value;
import dev.braid.saving.protobuf.Protobuf;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Writes what a model computes at inference as an ONNX file. */
public final class OnnxFile {
  private static final String TYPE = ".onnx";

  /** What one protobuf message may have, and so one ONNX file. */
  private static final long MOST_BYTES = Integer.MAX_VALUE;

  private final Functional model;
  private final Network network;
  private final Plan plan;
  private final Graph graph = new Graph();
  private final List<Problem> problems = new ArrayList<>();

  private OnnxFile(Functional model, Network network) {
    this.model = model;
    this.network = network;
    this.plan = network.plan();
  }

  /** Writes the file, whole or not at all; refuses models that ONNX cannot express. */
  public static void write(Functional model, Supplier<Network> network, Path file)
      throws IOException {
    String name = String.valueOf(file.getFileName());
    if (!name.toLowerCase(Locale.ROOT).endsWith(TYPE)) {
      throw StructureException.of(
          "export(\"" + name + "\") cannot begin",
          new Problem(
              "option",
              "path",
              "a name that ends in .onnx",
              "received \"" + name + '"',
              "save writes .keras files, saveWeights .weights.h5 files."));
    }
    // another thread may train the model
    Network net = network.get();
    Protobuf message = net.read(() -> new OnnxFile(model, net).message());
    AtomicFile.write(file, message::writeTo);
  }

  private Protobuf message() {
    model.inputNames().forEach(graph::take);
    model.outputNames().forEach(graph::take);
    findInputsWithoutNumbers();
    boolean tooLarge = weightBytes() > MOST_BYTES;
    List<List<Masked>> results = tooLarge ? List.of() : results();
    findNamesOfInputs();
    if (tooLarge) {
      problems.add(
          new Problem(
              "onnx-size",
              "",
              "weights of at most 2 GB, which is what one ONNX file holds",
              "they have " + weightBytes() + " bytes",
              "Export parts of the model, each as a model of its own."));
    }
    throwIfAny();
    graph.at("");
    for (int i = 0; i < plan.outputs().size(); i++) {
      Plan.Port port = plan.outputs().get(i);
      Value result = results.get(port.step()).get(port.output()).value();
      output(model.outputNames().get(i), OnnxValue.of(result).cast(Type.FLOAT));
    }
    graph.prune();
    return OnnxMessages.model(graph, model.name(), Environment.version());
  }

  /** What each step of the model gives; of layers that cannot be written only shapes. */
  private List<List<Masked>> results() {
    List<List<Masked>> results = new ArrayList<>();
    for (int i = 0; i < plan.inputs(); i++) {
      results.add(List.of(unmasked(input(model.inputNames().get(i), plan.steps().get(i)))));
    }
    Map<WeightCell, INDArray> weights = weights();
    Set<Layer> refused = new HashSet<>();
    for (Plan.Step step : plan.steps().subList(plan.inputs(), plan.steps().size())) {
      List<Masked> inputs =
          step.inputs().stream().map(port -> results.get(port.step()).get(port.output())).toList();
      graph.at(step.name());
      if (refused.contains(step.layer())
          || refusesStates(step.layer(), step.specs(), step.name())) {
        refused.add(step.layer());
        results.add(unknown(step));
        continue;
      }
      try {
        results.add(written(step, weights, inputs));
      } catch (NotExportableException e) {
        refused.add(step.layer());
        problems.add(problem(step, e));
        results.add(unknown(step));
      }
    }
    return results;
  }

  /** The shapes of what a layer gives that cannot be written, so that all problems are found. */
  private List<Masked> unknown(Plan.Step step) {
    return step.outputs().stream()
        .map(spec -> unmasked(graph.result("refused", Type.FLOAT, spec.sizes())))
        .toList();
  }

  private List<Masked> written(
      Plan.Step step, Map<WeightCell, INDArray> weights, List<Masked> inputs) {
    List<Masked> seen = new ArrayList<>(inputs);
    step.bare().forEach(k -> seen.set(k, unmasked(inputs.get(k).value())));
    List<Masked> made = new ArrayList<>(OnnxCall.run(step.layer(), graph, weights::get, seen));
    if (step.bare().contains(0) && made.get(0).mask() == null) {
      made.set(0, new Masked(made.get(0).value(), inputs.get(0).mask()));
    }
    if (Kernels.rounds(step.layer(), step.specs())) {
      made.set(0, OnnxCall.with(made.get(0), made.get(0).value().unary(Unary.ROUND)));
    }
    return made;
  }

  private Map<WeightCell, INDArray> weights() {
    Map<WeightCell, INDArray> weights = new HashMap<>();
    network.weights().forEach(weight -> weights.put(weight.cell(), weight.view().array()));
    return weights;
  }

  /** An input with the batch axis, as the floats that Braid computes with. */
  private OnnxValue input(String name, Plan.Step step) {
    Spec spec = step.outputs().get(0);
    Type type = Type.of(spec.dtype()).orElse(Type.FLOAT);
    OnnxValue given = graph.input(name, type, spec.sequence(-1).shape());
    graph.at(name);
    return given.cast(Type.FLOAT);
  }

  /** Gives a value the output's name; one that is an input, or has a name already, is passed on. */
  private void output(String name, OnnxValue value) {
    boolean own = graph.inputs().contains(value) || graph.outputs().contains(value);
    OnnxValue out = own ? value.like("Identity") : value;
    out.rename(name);
    graph.outputs().add(out);
  }

  // ---- what cannot be written

  private void findInputsWithoutNumbers() {
    for (int i = 0; i < plan.inputs(); i++) {
      Spec spec = plan.steps().get(i).outputs().get(0);
      if (Type.of(spec.dtype()).isEmpty()) {
        problems.add(
            new Problem(
                "onnx-layer",
                model.inputNames().get(i),
                "inputs of numbers",
                "this one takes " + spec.dtype(),
                ""));
      }
    }
  }

  private void findNamesOfInputs() {
    Set<String> inputs = Set.copyOf(model.inputNames());
    for (String output : model.outputNames()) {
      if (inputs.contains(output)) {
        problems.add(
            new Problem(
                "onnx-name",
                output,
                "a name that no input has, since ONNX tells values apart by their names",
                "this output is called like an input",
                "Name the output: tensor.named(\"" + output + "_out\")."));
      }
    }
  }

  private long weightBytes() {
    return network.weights().stream()
        .mapToLong(weight -> weight.cell().spec().length() * Float.BYTES)
        .sum();
  }

  /** Refuses the layers in a layer, and itself, that continue from batch to batch. */
  private boolean refusesStates(Layer layer, List<Spec> specs, String path) {
    boolean refuses = layer instanceof Recurrent<?> recurrent && recurrent.keepsState();
    if (refuses) {
      problems.add(
          new Problem(
              "onnx-layer",
              path,
              "layers that keep nothing from batch to batch, since graphs have no memory",
              "received \"" + layer.className() + "\", which is stateful",
              "Build the model with stateful(false), its states as further inputs and"
                  + " returnState(), give it the weights, and let whoever runs the file hand the"
                  + " states on."));
    }
    for (Child child : layer.children(specs)) {
      refuses |= refusesStates(child.layer(), child.inputs(), path + "/" + child.key());
    }
    return refuses;
  }

  private static Problem problem(Plan.Step step, NotExportableException refusal) {
    return new Problem(
        "onnx-layer",
        path(step.layer(), step.specs(), step.name(), refusal.layer()),
        "layers that ONNX has operators for",
        "received \"" + refusal.layer().className() + "\", " + refusal.getMessage(),
        "Export the model up to it, Model.inputs(…).outputs(…), and compute it where the"
            + " file is used; or write it in operations of Value.");
  }

  /** Where a layer stands in another one; the other one's own path where that is unknown. */
  private static String path(Layer layer, List<Spec> specs, String path, Layer sought) {
    for (Child child : layer.children(specs)) {
      String below = path + "/" + child.key();
      String found = path(child.layer(), child.inputs(), below, sought);
      if (child.layer() == sought || !found.equals(below)) {
        return found;
      }
    }
    return path;
  }

  private void throwIfAny() {
    if (!problems.isEmpty()) {
      throw new StructureException(
          "The model \"" + model.name() + "\" cannot be exported to ONNX", problems);
    }
  }
}
