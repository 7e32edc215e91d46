package dev.braid;

import dev.braid.data.Feed;
import dev.braid.data.Intake;
import dev.braid.data.Minibatch;
import dev.braid.data.Signature;
import dev.braid.data.arrays.Form;
import dev.braid.engine.ListenerBridge;
import dev.braid.engine.Network;
import dev.braid.engine.Signatures;
import dev.braid.engine.Trainer;
import dev.braid.engine.UnadaptedLayers;
import dev.braid.layers.Activations;
import dev.braid.saving.KerasFile;
import dev.braid.saving.ModelTraits;
import dev.braid.training.Compilation;
import dev.braid.training.FeedSupply;
import dev.braid.training.LogName;
import dev.braid.training.Plan;
import dev.braid.training.RunTraits;
import dev.braid.training.Supply;
import dev.braid.training.Training;
import dev.braid.training.TrainingGuard;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A model's life after it was described: its network, and what compile made of it. */
final class Live {
  private final Model model;
  private final TrainingGuard guard = new TrainingGuard();
  private Network network;
  private Trainer trainer;
  private Compilation loaded;
  private Training<Minibatch> training;
  private Signature signature;

  Live(Model model) {
    this.model = model;
  }

  synchronized Network network() {
    if (network == null) {
      network = new Network(model, DataType.FLOAT);
      network.setOwner(new GraphAnswers(model, this));
    }
    return network;
  }

  synchronized Trainer trainer() {
    return trainer;
  }

  List<Weight> weights() {
    Network net = network();
    List<Weight> weights = new ArrayList<>();
    for (int i = 0; i < net.weights().size(); i++) {
      weights.add(new Weight(this, net, i));
    }
    return List.copyOf(weights);
  }

  /** Makes a change that no other thread may make while the model is trained. */
  void change(String call, Runnable change) {
    guard.change(call, model.name(), change);
  }

  void compile(Optimizer optimizer, List<Objective> lines) {
    change("compile", () -> compiled(optimizer, lines));
  }

  private void compiled(Optimizer optimizer, List<Objective> lines) {
    List<Compilation.Target> targets = targets();
    Compilation compilation = Compilation.of(model.name(), optimizer, targets, lines);
    resume(compilation);
    compilation.showNotices(targets);
  }

  private List<Compilation.Target> targets() {
    List<Compilation.Target> targets = new ArrayList<>();
    for (int i = 0; i < model.outputs().size(); i++) {
      Tensor output = model.outputs().get(i);
      targets.add(
          new Compilation.Target(
              model.outputNames().get(i),
              output.shape(),
              Activations.of(output).map(Activation::name).orElse("")));
    }
    return targets;
  }

  /** Takes up a file's compilation, also one that compile refuses. */
  synchronized Trainer load(Compilation found) {
    resume(found.computable(targets()));
    loaded = found;
    return trainer;
  }

  private synchronized void resume(Compilation compilation) {
    loaded = null;
    trainer = new SavingTrainer(model, network(), compilation);
    training = new Training<>(trainer, guard);
    signature = null;
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

  /** A trainer that callbacks may ask to save the model. */
  private static final class SavingTrainer extends Trainer {
    private final Model model;

    SavingTrainer(Model model, Network network, Compilation compilation) {
      super(model, network, compilation);
      this.model = model;
    }

    @Override
    public void save(Path file) throws IOException {
      KerasFile.save(model, this::network, this, file);
    }

    @Override
    public void saveWeights(Path file) throws IOException {
      KerasFile.saveWeights(model, this::network, file);
    }

    @Override
    public RunTraits traits() {
      return ModelTraits.of(model, this);
    }

    @Override
    public void freezeAsIn(RunTraits saved) {
      ModelTraits.freeze(model, saved);
    }
  }

  /** Checks data that is measured by what compile settled. */
  private Intake measuring() {
    showLoaded();
    return intake();
  }

  private synchronized Intake intake() {
    if (signature == null) {
      signature = Signatures.of(model, trainer == null ? null : trainer.compilation());
    }
    return Intake.of(signature);
  }

  // ---- training

  History fit(Object x, Object y, Fit options) {
    guard.requireIdle("fit", model.name());
    return run(measuring().fit(x, y, options), options);
  }

  History fit(Object data, Fit options) {
    guard.requireIdle("fit", model.name());
    return run(measuring().fit(data, options), options);
  }

  private History run(Intake.Training data, Fit options) {
    try (data) {
      UnadaptedLayers.show(network());
      List<Callback> callbacks = new ArrayList<>(options.callbacks());
      callbacks.add(new ListenerBridge(trainer()));
      Plan plan =
          Plan.epochs(options.epochs())
              .initialEpoch(options.initialEpoch())
              .steps(options.stepsPerEpoch().orElse(0))
              .validationSteps(options.validationSteps().orElse(0))
              .validationFreq(options.validationFreq())
              .verbosity(options.verbosity())
              .callbacks(callbacks);
      Map<String, Supply<Minibatch>> validations = new LinkedHashMap<>();
      data.validations()
          .forEach((name, feed) -> validations.put(LogName.set(name), new FeedSupply(feed)));
      RunNotes notes =
          new RunNotes(
              model,
              Signatures.of(model, trainer().compilation()),
              trainer().compilation(),
              options);
      History history = training.fit(new FeedSupply(data.train()), validations, plan);
      notes.ended();
      return history.reportedBy(notes::with);
    }
  }

  Logs evaluate(Object x, Object y, Eval options) {
    return measure(measuring().evaluate(x, y, options), options);
  }

  Logs evaluate(Object data, Eval options) {
    return measure(measuring().evaluate(data, options), options);
  }

  private Logs measure(Feed data, Eval options) {
    try (data) {
      return training.evaluate(new FeedSupply(data), plan(options));
    }
  }

  Logs trainOnBatch(Object x, Object y, Object weights) {
    try (Intake intake = measuring()) {
      return training.trainOnBatch(intake.trainOnBatch(x, y, weights));
    }
  }

  Logs testOnBatch(Object x, Object y, Object weights) {
    try (Intake intake = measuring()) {
      return training.testOnBatch(intake.testOnBatch(x, y, weights));
    }
  }

  // ---- asking

  Outputs predict(Object x, Eval options) {
    Network net = network();
    Training<Minibatch> compiled = training();
    List<List<INDArray>> answers;
    try (Feed data = intake().predict(x, options)) {
      Supply<Minibatch> batches = new FeedSupply(data);
      Function<Minibatch, List<INDArray>> ask = batch -> net.predict(batch.x(), batch.xMask());
      answers =
          compiled == null
              ? Training.predict(model.name(), model.outputNames(), batches, ask, plan(options))
              : compiled.predict(batches, ask, plan(options));
    }
    List<INDArray> outputs = new ArrayList<>();
    for (int i = 0; i < model.outputNames().size(); i++) {
      int output = i;
      outputs.add(joined(model.outputNames().get(i), answers, batch -> batch.get(output)));
    }
    return new Outputs(model.outputNames(), outputs);
  }

  private synchronized Training<Minibatch> training() {
    return training;
  }

  private static Plan plan(Eval options) {
    return Plan.once()
        .steps(options.steps().orElse(0))
        .verbosity(options.verbosity())
        .callbacks(options.callbacks());
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
                "batches gave " + Form.of(parts.get(0)) + " and " + Form.of(part),
                "Ask batch by batch: predictOnBatch(x)."));
      }
    }
    return Nd4j.concat(0, parts.toArray(INDArray[]::new));
  }

  Outputs predictOnBatch(Object x) {
    try (Intake intake = intake()) {
      return new Outputs(model.outputNames(), network().predict(intake.predictOnBatch(x).x()));
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
