package dev.braid.saving.onnx;

import dev.braid.Layer;
import dev.braid.Model;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.engine.Network;
import dev.braid.engine.environment.Environment;
import dev.braid.engine.graph.Plan;
import dev.braid.engine.kernels.Kernels;
import dev.braid.files.AtomicFile;
import dev.braid.graph.Child;
import dev.braid.graph.Spec;
import dev.braid.graph.WeightCell;
import dev.braid.layers.core.InputLayer;
import dev.braid.layers.rnn.Recurrent;
import dev.braid.plots.ModelSketch;
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
import org.nd4j.linalg.api.ndarray.INDArray;

/** Writes what a model computes at inference as an ONNX file. */
public final class OnnxFile {
  private static final String TYPE = ".onnx";

  /** What one protobuf message may have, and so one ONNX file. */
  private static final long MOST_BYTES = Integer.MAX_VALUE;

  private final Model model;
  private final Plan plan;
  private final Graph graph = new Graph();
  private final List<Problem> problems = new ArrayList<>();

  private OnnxFile(Model model) {
    this.model = model;
    this.plan = model.network().plan();
  }

  /** Writes the file, whole or not at all; refuses models that ONNX cannot express. */
  public static void write(Model model, Path file) throws IOException {
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
    Protobuf message = model.network().read(() -> new OnnxFile(model).message());
    AtomicFile.write(file, message::writeTo);
  }

  private Protobuf message() {
    findWhatCannotBeWritten();
    throwIfAny();
    model.inputNames().forEach(graph::take);
    model.outputNames().forEach(graph::take);
    List<List<Flow>> flows = new ArrayList<>();
    for (int i = 0; i < plan.inputs(); i++) {
      flows.add(List.of(new Flow(input(model.inputNames().get(i), plan.steps().get(i)))));
    }
    Map<WeightCell, INDArray> weights = weights();
    for (Plan.Step step : plan.steps().subList(plan.inputs(), plan.steps().size())) {
      graph.at(step.vertex());
      List<Flow> from =
          step.inputs().stream().map(port -> flows.get(port.step()).get(port.output())).toList();
      List<Flow> seen = new ArrayList<>(from);
      step.bare().forEach(k -> seen.set(k, new Flow(from.get(k).value())));
      List<Flow> made =
          new ArrayList<>(
              Translations.run(step.layer(), new Scope(graph, weights::get, step.layer()), seen));
      if (step.bare().contains(0) && made.get(0).mask() == null) {
        made.set(0, new Flow(made.get(0).value(), from.get(0).mask()));
      }
      if (Kernels.rounds(step.layer(), step.specs())) {
        made.set(0, new Flow(made.get(0).value().like("Round"), made.get(0).mask()));
      }
      flows.add(made);
    }
    graph.at("");
    for (int i = 0; i < plan.outputs().size(); i++) {
      Plan.Port port = plan.outputs().get(i);
      output(model.outputNames().get(i), flows.get(port.step()).get(port.output()).value());
    }
    graph.prune();
    return OnnxMessages.model(graph, ModelSketch.title(model), Environment.version());
  }

  private Map<WeightCell, INDArray> weights() {
    Network network = model.network();
    Map<WeightCell, INDArray> weights = new HashMap<>();
    network.weights().forEach(weight -> weights.put(weight.cell(), weight.view().array()));
    return weights;
  }

  /** An input with the batch axis, as the numbers that Braid computes with. */
  private Wire input(String name, Plan.Step step) {
    Spec spec = step.outputs().get(0);
    Type type = Type.of(spec.dtype()).orElseThrow();
    Wire given = graph.input(name, type, spec.sequence(-1).shape());
    graph.at(name);
    return given.cast(Type.FLOAT);
  }

  /** Gives a wire the output's name; one that is an input, or has a name already, is passed on. */
  private void output(String name, Wire wire) {
    boolean own = graph.inputs().contains(wire) || graph.outputs().contains(wire);
    Wire out = own ? wire.like("Identity") : wire;
    out.rename(name);
    graph.outputs().add(out);
  }

  // ---- what cannot be written

  private void findWhatCannotBeWritten() {
    Set<Layer> seen = new HashSet<>();
    for (int i = 0; i < plan.inputs(); i++) {
      Plan.Step step = plan.steps().get(i);
      if (Type.of(step.outputs().get(0).dtype()).isEmpty()) {
        problems.add(
            new Problem(
                "onnx-layer",
                model.inputNames().get(i),
                "inputs of numbers",
                "this one takes " + step.outputs().get(0).dtype(),
                ""));
      }
    }
    for (Plan.Step step : plan.steps().subList(plan.inputs(), plan.steps().size())) {
      if (seen.add(step.layer())) {
        find(step.layer(), step.specs(), step.vertex());
      }
    }
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
    long bytes = 0;
    for (Network.StoredWeight weight : model.network().weights()) {
      bytes += weight.cell().spec().length() * Float.BYTES;
    }
    if (bytes > MOST_BYTES) {
      problems.add(
          new Problem(
              "onnx-size",
              "",
              "weights of at most 2 GB, which is what one ONNX file holds",
              "they have " + bytes + " bytes",
              "Export parts of the model, each as a model of its own."));
    }
  }

  private void find(Layer layer, List<Spec> specs, String path) {
    if (layer instanceof InputLayer) {
      return;
    }
    if (!Translations.know(layer)) {
      problems.add(
          new Problem(
              "onnx-layer",
              path,
              "layers that ONNX has operators for",
              "received \"" + layer.className() + "\", which computes in Java",
              "Export the model up to it, Model.inputs(…).outputs(…), and compute it where the"
                  + " file is used; or write it with layers that Braid has."));
      return;
    }
    if (layer instanceof Recurrent<?> recurrent && recurrent.keepsState()) {
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
      find(child.layer(), child.inputs(), path + "/" + child.key());
    }
  }

  private void throwIfAny() {
    if (!problems.isEmpty()) {
      throw new StructureException(
          "The model \"" + ModelSketch.title(model) + "\" cannot be exported to ONNX", problems);
    }
  }
}
