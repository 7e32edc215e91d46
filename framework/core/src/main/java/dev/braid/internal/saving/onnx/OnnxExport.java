package dev.braid.internal.saving.onnx;

import static dev.braid.internal.saving.onnx.OnnxLayerCall.unmasked;

import dev.braid.Layer;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.graph.Child;
import dev.braid.graph.Spec;
import dev.braid.internal.engine.Network;
import dev.braid.internal.engine.graph.Plan;
import dev.braid.internal.engine.kernels.table.KernelSelection;
import dev.braid.internal.environment.Environment;
import dev.braid.internal.files.AtomicFile;
import dev.braid.internal.graph.Functional;
import dev.braid.internal.graph.WeightCell;
import dev.braid.internal.protobuf.ProtobufMessage;
import dev.braid.layers.LayerCall.Masked;
import dev.braid.layers.rnn.Recurrent;
import dev.braid.ops.Unary;
import dev.braid.ops.Value;
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

/** Writes the computation of a model at inference to an ONNX file. */
public final class OnnxExport {
  private static final String TYPE = ".onnx";

  /** The maximum size of a protobuf message, and thus of an ONNX file. */
  private static final long MOST_BYTES = Integer.MAX_VALUE;

  private final Functional model;
  private final Network network;
  private final Plan plan;
  private final OnnxGraph graph = new OnnxGraph();
  private final List<Problem> problems = new ArrayList<>();

  private OnnxExport(Functional model, Network network) {
    this.model = model;
    this.network = network;
    this.plan = network.plan();
  }

  /** Writes the file atomically; refuses models that ONNX cannot express. */
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
              "Rename the file, or call save for .keras and saveWeights for .weights.h5."));
    }
    // another thread may train the model
    Network net = network.get();
    net.refuseStage("export(\"" + name + "\")", "ONNX files hold the numeric graph alone");
    ProtobufMessage message = net.read(() -> new OnnxExport(model, net).message());
    AtomicFile.write(file, message::writeTo);
  }

  private ProtobufMessage message() {
    model.inputNames().forEach(graph::reserve);
    model.outputNames().forEach(graph::reserve);
    boolean tooLarge = weightBytes() > MOST_BYTES;
    List<List<Masked>> results = tooLarge ? List.of() : results();
    checkOutputNames();
    if (tooLarge) {
      problems.add(
          new Problem(
              "onnx-size",
              "",
              "weights of at most 2 GB, the limit of an ONNX file",
              "received " + weightBytes() + " bytes",
              "Split the model and export each submodel separately."));
    }
    throwIfAny();
    graph.at("");
    for (int i = 0; i < plan.outputs().size(); i++) {
      Plan.Port port = plan.outputs().get(i);
      Value result = results.get(port.step()).get(port.output()).value();
      output(model.outputNames().get(i), OnnxValue.of(result).cast(OnnxType.FLOAT));
    }
    graph.prune();
    return OnnxProtobuf.model(graph, model.name(), Environment.version());
  }

  /** Writes all steps and returns their results; for refused layers only values with shapes. */
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

  /** Returns placeholders for the outputs of a refused layer, so that all problems are found. */
  private List<Masked> unknown(Plan.Step step) {
    return step.outputs().stream()
        .map(spec -> unmasked(graph.result("refused", OnnxType.FLOAT, spec.sizes())))
        .toList();
  }

  private List<Masked> written(
      Plan.Step step, Map<WeightCell, INDArray> weights, List<Masked> inputs) {
    List<Masked> visible = new ArrayList<>(inputs);
    step.unmasked().forEach(k -> visible.set(k, unmasked(inputs.get(k).value())));
    List<Masked> made =
        new ArrayList<>(OnnxLayerCall.run(step.layer(), graph, weights::get, visible));
    if (step.unmasked().contains(0) && made.get(0).mask() == null) {
      made.set(0, new Masked(made.get(0).value(), inputs.get(0).mask()));
    }
    if (KernelSelection.rounds(step.layer(), step.specs())) {
      made.set(0, OnnxLayerCall.with(made.get(0), made.get(0).value().unary(Unary.ROUND)));
    }
    return made;
  }

  private Map<WeightCell, INDArray> weights() {
    Map<WeightCell, INDArray> weights = new HashMap<>();
    network.weights().forEach(weight -> weights.put(weight.cell(), weight.view().array()));
    return weights;
  }

  /** Adds an input with the batch axis, cast to the floats that Braid computes with. */
  private OnnxValue input(String name, Plan.Step step) {
    Spec spec = step.outputs().get(0);
    OnnxType type = OnnxType.of(spec.dtype()).orElse(OnnxType.FLOAT);
    OnnxValue given = graph.input(name, type, spec.sequence(-1).shape());
    graph.at(name);
    return given.cast(OnnxType.FLOAT);
  }

  /** Renames a value to an output; an input or a value that is already an output is copied. */
  private void output(String name, OnnxValue value) {
    boolean copied = graph.inputs().contains(value) || graph.outputs().contains(value);
    OnnxValue out = copied ? value.like("Identity") : value;
    out.rename(name);
    graph.outputs().add(out);
  }

  // ---- refusals

  private void checkOutputNames() {
    Set<String> inputs = Set.copyOf(model.inputNames());
    for (String output : model.outputNames()) {
      if (inputs.contains(output)) {
        problems.add(
            new Problem(
                "onnx-name",
                output,
                "an output name that differs from all inputs, since ONNX identifies values by name",
                "received the name of an input",
                "Name the output: tensor.named(\"" + output + "_out\")."));
      }
    }
  }

  private long weightBytes() {
    return network.weights().stream()
        .mapToLong(weight -> weight.cell().spec().length() * Float.BYTES)
        .sum();
  }

  /** Refuses a layer, or layers inside it, with state between batches. */
  private boolean refusesStates(Layer layer, List<Spec> specs, String path) {
    boolean refuses = layer instanceof Recurrent<?> recurrent && recurrent.keepsState();
    if (refuses) {
      problems.add(
          new Problem(
              "onnx-layer",
              path,
              "layers without state between batches, since ONNX graphs are stateless",
              "received \"" + layer.className() + "\", which is stateful",
              "Build the model with stateful(false), its states as additional inputs and"
                  + " returnState(), copy the weights, and pass the states from run to run."));
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
            + " file is used; or write it with operations of Value.");
  }

  /** Returns the path of a layer inside another one; the outer layer's path if it is not found. */
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
