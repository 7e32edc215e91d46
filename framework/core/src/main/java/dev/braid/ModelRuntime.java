package dev.braid;

import dev.braid.data.signature.ModelSignature;
import dev.braid.internal.data.DataLoader;
import dev.braid.internal.data.InputStage;
import dev.braid.internal.data.Minibatch;
import dev.braid.internal.data.TrainingData;
import dev.braid.internal.data.arrays.ArrayDescription;
import dev.braid.internal.data.feeds.DataArguments;
import dev.braid.internal.data.feeds.DataPreparation;
import dev.braid.internal.engine.ListenerBridge;
import dev.braid.internal.engine.Network;
import dev.braid.internal.engine.Signatures;
import dev.braid.internal.engine.Trainer;
import dev.braid.internal.engine.UnadaptedLayers;
import dev.braid.internal.engine.graph.Plan;
import dev.braid.internal.engine.kernels.CarriedStates;
import dev.braid.internal.graph.WeightCell;
import dev.braid.internal.layers.Activations;
import dev.braid.internal.saving.KerasFile;
import dev.braid.internal.saving.ModelStorage;
import dev.braid.internal.training.Compilation;
import dev.braid.internal.training.TrainingGuard;
import dev.braid.internal.training.TrainingLoops;
import dev.braid.internal.training.TrainingResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The runtime of a model: its network and what compile has added. */
final class ModelRuntime {
  private final Model model;
  private final TrainingGuard guard = new TrainingGuard();
  private @Nullable Network network;
  private @Nullable CompiledParts compiled;
  private @Nullable Compilation loaded;
  private @Nullable ModelSignature signature;
  private @Nullable InputStage stage;

  /** What {@code compile} creates. */
  private record CompiledParts(Trainer trainer, TrainingLoops<Minibatch> loops) {}

  ModelRuntime(Model model) {
    this.model = model;
  }

  synchronized Network network() {
    if (network == null) {
      network = new Network(model, DataType.FLOAT);
      network.setOwner(new GraphAnswers(model, this));
    }
    return network;
  }

  synchronized @Nullable Trainer trainer() {
    return compiled == null ? null : compiled.trainer();
  }

  List<Weight> weights() {
    Network net = network();
    List<Weight> weights = new ArrayList<>();
    for (int i = 0; i < net.weights().size(); i++) {
      weights.add(new Weight(this, net, i));
    }
    return List.copyOf(weights);
  }

  /** Returns the weights of these cells, in their order. */
  List<Weight> weights(List<WeightCell> cells) {
    Map<WeightCell, Weight> found = new HashMap<>();
    Network net = network();
    for (int i = 0; i < net.weights().size(); i++) {
      found.put(net.weights().get(i).cell(), new Weight(this, net, i));
    }
    return cells.stream().map(cell -> Objects.requireNonNull(found.get(cell))).toList();
  }

  /** Makes a change that no other thread may make while the model is trained. */
  void change(String call, Runnable change) {
    guard.change(call, model.name(), change);
  }

  void compile(Optimizer optimizer, List<Objective> lines) {
    change("compile", () -> compiled(optimizer, lines));
  }

  private void compiled(Optimizer optimizer, List<Objective> lines) {
    List<Compilation.CompiledOutput> targets = targets();
    Compilation compilation = Compilation.of(model.name(), optimizer, targets, lines);
    resume(compilation);
    compilation.showNotices(targets);
  }

  private List<Compilation.CompiledOutput> targets() {
    List<Compilation.CompiledOutput> targets = new ArrayList<>();
    for (int i = 0; i < model.outputs().size(); i++) {
      Tensor output = model.outputs().get(i);
      targets.add(
          new Compilation.CompiledOutput(
              model.outputNames().get(i),
              output.shape(),
              Activations.of(output).map(Activation::name).orElse("")));
    }
    return targets;
  }

  /** Takes up a file's compilation, also one that compile refuses. */
  synchronized Trainer load(Compilation found) {
    Trainer trainer = resume(found.computable(targets()));
    loaded = found;
    return trainer;
  }

  private synchronized Trainer resume(Compilation compilation) {
    loaded = null;
    Trainer trainer = new Trainer(model, network(), compilation, new ModelStorage(model));
    compiled = new CompiledParts(trainer, new TrainingLoops<>(trainer, guard));
    signature = null;
    return trainer;
  }

  /** Shows the notices of a file's compilation once it is used. */
  private synchronized void showLoaded() {
    if (loaded != null) {
      loaded.showLoaded(targets());
      loaded = null;
    }
  }

  void save(Path file) throws IOException {
    KerasFile.save(model, this::network, trainer(), file);
  }

  private DataPreparation preparation() {
    return DataPreparation.of(signature(), stage());
  }

  private synchronized ModelSignature signature() {
    if (signature == null) {
      Trainer trainer = trainer();
      signature = Signatures.of(model, trainer == null ? null : trainer.compilation());
    }
    return signature;
  }

  private synchronized InputStage stage() {
    if (stage == null) {
      stage = Plan.of(model).stage();
    }
    return stage;
  }

  /** What the last {@code compile} created; the checks of data refuse models without it before. */
  private synchronized CompiledParts compiled() {
    if (compiled == null) {
      throw new IllegalStateException("the model \"" + model.name() + "\" is not compiled");
    }
    return compiled;
  }

  private synchronized @Nullable TrainingLoops<Minibatch> loopsIfCompiled() {
    return compiled == null ? null : compiled.loops();
  }

  // ---- training

  History fit(DataArguments arguments, Fit fit) {
    guard.requireIdle("fit", model.name());
    showLoaded();
    try (TrainingData<Minibatch> data = preparation().fit(arguments, fit)) {
      UnadaptedLayers.show(network());
      CompiledParts parts = compiled();
      RunNotes notes = new RunNotes(model, signature(), parts.trainer().compilation(), fit);
      Fit observed = fit.callbacks(new ListenerBridge(parts.trainer()));
      TrainingResult result = parts.loops().fit(data, observed);
      History history = History.of(result.epochs(), result.names());
      notes.ended();
      return history.reportedBy(notes::with);
    }
  }

  Logs evaluate(DataArguments arguments, Eval eval) {
    showLoaded();
    try (DataLoader<Minibatch> data = preparation().evaluate(arguments, eval)) {
      return compiled().loops().evaluate(data, eval);
    }
  }

  Logs trainOnBatch(DataArguments arguments) {
    showLoaded();
    try (DataPreparation preparation = preparation()) {
      return compiled().loops().trainOnBatch(preparation.trainOnBatch(arguments));
    }
  }

  Logs testOnBatch(DataArguments arguments) {
    showLoaded();
    try (DataPreparation preparation = preparation()) {
      return compiled().loops().testOnBatch(preparation.testOnBatch(arguments));
    }
  }

  // ---- predicting

  Outputs predict(Object x, Eval eval) {
    Network net = network();
    TrainingLoops<Minibatch> loops = loopsIfCompiled();
    List<List<INDArray>> answers;
    try (DataLoader<Minibatch> data = preparation().predict(x, eval);
        CarriedStates states = new CarriedStates()) {
      Function<Minibatch, List<INDArray>> forward =
          batch -> net.predict(batch.x(), batch.xMask(), states);
      answers =
          loops == null
              ? TrainingLoops.predict(model.name(), model.outputNames(), data, forward, eval)
              : loops.predict(data, forward, eval);
    }
    List<INDArray> outputs = new ArrayList<>();
    for (int i = 0; i < model.outputNames().size(); i++) {
      int output = i;
      outputs.add(joined(model.outputNames().get(i), answers, batch -> batch.get(output)));
    }
    return new Outputs(model.outputNames(), outputs);
  }

  private INDArray joined(
      String output, List<List<INDArray>> answers, Function<List<INDArray>, INDArray> choice) {
    List<INDArray> parts = answers.stream().map(choice).toList();
    if (parts.size() == 1) {
      return parts.get(0);
    }
    long[] first = parts.get(0).shape();
    for (INDArray part : parts) {
      long[] other = part.shape().clone();
      other[0] = first[0];
      if (!Arrays.equals(first, other)) {
        throw StructureException.of(
            "predict of the model \"" + model.name() + "\" gives no one array",
            new Problem(
                "shape",
                output,
                "predictions of one shape",
                "batches gave "
                    + ArrayDescription.of(parts.get(0))
                    + " and "
                    + ArrayDescription.of(part),
                "Ask batch by batch: predictOnBatch(x)."));
      }
    }
    return Nd4j.concat(0, parts.toArray(INDArray[]::new));
  }

  Outputs predictOnBatch(Object x) {
    try (DataPreparation preparation = preparation()) {
      return new Outputs(model.outputNames(), network().predict(preparation.predictOnBatch(x).x()));
    }
  }

  // ---- weights

  void setWeights(List<?> arrays) {
    List<Weight> weights = weights();
    List<Problem> problems = new ArrayList<>();
    if (arrays.size() != weights.size()) {
      problems.add(
          new Problem(
              "weight-assignment",
              "",
              weights.size() + " arrays, as the model has weights",
              "received " + arrays.size(),
              ""));
    }
    List<INDArray> converted = new ArrayList<>();
    for (int i = 0; problems.isEmpty() && i < weights.size(); i++) {
      converted.add(weights.get(i).convert(arrays.get(i), problems));
    }
    if (!problems.isEmpty()) {
      throw new StructureException(
          "setWeights does not fit the model \"" + model.name() + "\"", problems);
    }
    List<float[]> values = converted.stream().map(Weight::floats).toList();
    change("setWeights", () -> network().assign(values));
  }
}
