package dev.braid.internal.engine;

import dev.braid.Callback;
import dev.braid.Objective;
import dev.braid.Optimizer;
import dev.braid.Schedule;
import dev.braid.StructureException;
import dev.braid.internal.compute.BufferPool;
import dev.braid.internal.data.Minibatch;
import dev.braid.internal.engine.graph.Head;
import dev.braid.internal.engine.kernels.CarriedStates;
import dev.braid.internal.engine.kernels.KernelCall;
import dev.braid.internal.engine.losses.BatchLoss;
import dev.braid.internal.engine.losses.LossValue;
import dev.braid.internal.engine.updates.Parameter;
import dev.braid.internal.engine.updates.Penalties;
import dev.braid.internal.engine.updates.Updater;
import dev.braid.internal.graph.Functional;
import dev.braid.internal.graph.WeightCell;
import dev.braid.internal.logs.LogName;
import dev.braid.internal.names.NameSuggestion;
import dev.braid.internal.random.Seeds;
import dev.braid.internal.training.Compilation;
import dev.braid.internal.training.MeasuredSteps;
import dev.braid.internal.training.NonFiniteValue;
import dev.braid.internal.training.RunFailures;
import dev.braid.internal.training.RunTraits;
import dev.braid.internal.training.StepResult;
import dev.braid.internal.training.TrainableModel;
import dev.braid.optimizers.MultiOptimizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Trains and tests a compiled model's network, batch by batch. */
public final class Trainer implements TrainableModel<Minibatch> {
  private final Functional model;
  private final Network network;
  private final Compilation compilation;
  private final TrainerStorage storage;
  private final Updater updater;
  private final double[] lossWeights;

  /** One for each output; null where it is not trained. */
  private final BatchLoss[] losses;

  private volatile double fixedRate = Double.NaN;
  private long seed;

  /**
   * A trainer for a compiled model.
   *
   * @param storage saves the model where a callback asks for it
   */
  public Trainer(
      Functional model, Network network, Compilation compilation, TrainerStorage storage) {
    this.model = model;
    this.network = network;
    this.compilation = compilation;
    this.storage = storage;
    INDArray parameters = network.parameters();
    MemoryCheck.optimizerState(
        model, compilation.optimizer(), parameters.length(), network.dataType());
    this.updater =
        Updater.of(
            compilation.optimizer(),
            new Updater.Target(
                model.name(),
                parameters,
                network.gradients(),
                network.weights().stream().map(Network.StoredWeight::updated).toList(),
                network::change,
                network.policy()));
    this.seed = Seeds.next();
    this.lossWeights = new double[compilation.objectives().size()];
    this.losses = new BatchLoss[lossWeights.length];
    List<Head> heads = new ArrayList<>();
    for (int i = 0; i < lossWeights.length; i++) {
      Objective line = compilation.objectives().get(i);
      lossWeights[i] = line.weight();
      losses[i] = line.loss() == null ? null : new BatchLoss(line.loss(), network.policy());
      int number = i;
      heads.add(new Head(losses[i], () -> lossWeights[number]));
    }
    network.compile(heads, this::updateByGraph);
  }

  public Compilation compilation() {
    return compilation;
  }

  public Updater updater() {
    return updater;
  }

  /** The seed of this run, from which dropout and shuffling follow. */
  public long seed() {
    return seed;
  }

  public Network network() {
    return network;
  }

  @Override
  public String name() {
    return model.name();
  }

  @Override
  public List<String> outputs() {
    return model.outputNames();
  }

  @Override
  public List<String> lossOutputs() {
    return compilation.trained().stream().map(Objective::output).toList();
  }

  @Override
  public List<LogName> metrics() {
    return compilation.loggedMetrics().stream().map(Compilation.LoggedMetric::log).toList();
  }

  @Override
  public MeasuredSteps<Minibatch> training() {
    return new Steps(true);
  }

  @Override
  public MeasuredSteps<Minibatch> testing() {
    return new Steps(false);
  }

  private final class Steps implements MeasuredSteps<Minibatch> {
    private final boolean trains;
    private final CarriedStates states = new CarriedStates();
    private MetricAccumulation metrics;

    Steps(boolean trains) {
      this.trains = trains;
      begin();
    }

    @Override
    public void begin() {
      metrics =
          new MetricAccumulation(
              compilation, model.outputs().stream().map(t -> t.shape()).toList());
    }

    @Override
    public void close() {
      states.close();
    }

    @Override
    public StepResult step(Minibatch batch) {
      if (!trains) {
        return network.read(() -> run(batch));
      }
      network.takeNewest();
      StepResult result = run(batch);
      // listeners may evaluate, for which DL4J requires that no workspace is open
      if (result.notFinite().isEmpty()) {
        network.view().stepDone(batch.x(), result.loss(), network::settle);
      }
      return result;
    }

    private StepResult run(Minibatch batch) {
      try (MemoryWorkspace ignored = StepWorkspace.enter(trains ? "TRAIN" : "TEST");
          BufferPool own = network.memory().enter()) {
        return trains ? train(batch, metrics, states) : test(batch, metrics, states);
      } finally {
        // committed where the step was good
        states.discard();
      }
    }

    @Override
    public Map<String, Double> metrics() {
      return metrics.results();
    }
  }

  /** The losses of a batch after its forward pass. */
  private static final class Found {
    private final List<Double> losses = new ArrayList<>();
    private final INDArray[] gradients;
    private double total;
    private String notFinite = "";

    Found(int outputs) {
      gradients = new INDArray[outputs];
    }
  }

  private StepResult train(Minibatch batch, MetricAccumulation metrics, CarriedStates states) {
    Pass pass = new Pass(network, true, true, Seeds.mix(seed, updater.iterations()), states);
    pass.forward(batch.x(), batch.xMask());
    Found found = losses(pass, batch, metrics, true);
    List<Parameter> trainable = network.trainable();
    double loss = found.total + pass.addedLoss() + Penalties.sum(trainable, false);
    if (!Double.isFinite(held(loss))) {
      return refused(batch, "loss", held(loss), found, pass);
    }
    pass.backward(found.gradients);
    Penalties.sum(trainable, true);
    boolean small = network.smallGradients();
    if (!small && !network.finiteGradients()) {
      if (updater.skipsNotFinite()) {
        network.change(updater::skip);
        return StepResult.of(batch.rows(), loss, found.losses);
      }
      double sum = network.gradients().sumNumber().doubleValue();
      return refused(batch, "gradient", sum, found, pass);
    }
    Optional<NonFiniteValue> fault = update(trainable, small, pass);
    if (fault.isPresent()) {
      return StepResult.refused(batch.rows(), loss, fault.get());
    }
    return StepResult.of(batch.rows(), loss, found.losses);
  }

  /** Changes weights, slots and statistics together, or nothing where one would not be finite. */
  private Optional<NonFiniteValue> update(List<Parameter> trainable, boolean small, Pass pass) {
    KernelCall.Assignment statistic = pass.firstStatisticNotFinite();
    if (statistic != null) {
      String what = named("statistic", statistic.cell());
      double sum = statistic.value().sumNumber().doubleValue();
      return Optional.of(new NonFiniteValue(what, sum, "", ""));
    }
    double rate = singleRate();
    List<Updater.Fault> faults = new ArrayList<>(1);
    network.change(
        () -> {
          updater.apply(trainable, rate, small).ifPresent(faults::add);
          if (faults.isEmpty()) {
            pass.commit();
            network.wrote();
          }
        });
    return faults.stream().findFirst().map(this::notFinite);
  }

  private NonFiniteValue notFinite(Updater.Fault fault) {
    String slot = fault.what().isEmpty() ? "" : "optimizer's " + fault.what() + " of ";
    String weight = fault.cell() == null ? "" : named("weight", fault.cell());
    return new NonFiniteValue(slot + weight, fault.number(), "", "");
  }

  private String named(String kind, WeightCell cell) {
    return kind + " \"" + network.path(cell) + '"';
  }

  /** A float32, as in Keras and in files: resumed training takes the very same steps. */
  private double singleRate() {
    return (float) learningRate();
  }

  /** The update after DL4J's own forward and backward pass. */
  private void updateByGraph() {
    network.store().finishStep();
    List<Parameter> trainable = network.trainable();
    Penalties.sum(trainable, true);
    boolean small = network.smallGradients();
    network.change(
        () -> {
          Optional<Updater.Fault> fault = updater.apply(trainable, singleRate(), small);
          network.settle();
          network.wrote();
          fault.ifPresent(this::refuse);
        });
  }

  private void refuse(Updater.Fault fault) {
    throw StructureException.of(
        "The fit of the model's graph stopped",
        RunFailures.notFinite(StepResult.refused(0, 0, notFinite(fault))));
  }

  /** The penalties of regularizers now. */
  public double penalty() {
    return Penalties.sum(network.trainable(), false);
  }

  @Override
  public void settle() {
    network.settle();
  }

  @Override
  public void trained() {
    if (updater.averages()) {
      network.change(
          () -> {
            updater.takeAverages(network.trainable());
            network.wrote();
          });
    }
  }

  /** A number as the type that the model computes in holds it. */
  private double held(double value) {
    return network.dataType() == DataType.FLOAT ? (float) value : value;
  }

  private StepResult test(Minibatch batch, MetricAccumulation metrics, CarriedStates states) {
    Pass pass = new Pass(network, false, false, 0, states);
    pass.forward(batch.x(), batch.xMask());
    Found found = losses(pass, batch, metrics, false);
    double added = pass.addedLoss() + Penalties.sum(network.trainable(), false);
    states.commit();
    return StepResult.of(batch.rows(), found.total + added, found.losses);
  }

  private Found losses(Pass pass, Minibatch batch, MetricAccumulation metrics, boolean derives) {
    Found found = new Found(lossWeights.length);
    for (int i = 0; i < lossWeights.length; i++) {
      INDArray target = batch.y().get(i);
      INDArray prediction = pass.output(i).array();
      INDArray mask = Masks.both(pass.mask(i), batch.yMask().get(i));
      INDArray weights = batch.w().get(i);
      if (losses[i] != null) {
        LossValue value = losses[i].of(target, prediction, weights, mask, derives);
        found.losses.add(value.value());
        found.total += lossWeights[i] * value.value();
        if (derives) {
          found.gradients[i] =
              lossWeights[i] == 1 ? value.gradient() : value.gradient().mul(lossWeights[i]);
        }
        if (found.notFinite.isEmpty() && !Double.isFinite(held(value.value()))) {
          found.notFinite = compilation.objectives().get(i).output();
        }
      }
      if (metrics.requires(i)) {
        metrics.update(i, target, prediction, weights, mask);
      }
    }
    return found;
  }

  private StepResult refused(Minibatch batch, String what, double value, Found found, Pass pass) {
    String[] layer = {""};
    pass.eachActivation(
        (name, array) -> {
          if (layer[0].isEmpty() && !Double.isFinite(array.sumNumber().doubleValue())) {
            layer[0] = name;
          }
        });
    if (layer[0].isEmpty() && what.equals("gradient")) {
      layer[0] = network.firstGradientNotFinite();
    }
    return StepResult.refused(
        batch.rows(), value, new NonFiniteValue(what, value, found.notFinite, layer[0]));
  }

  /** Tells DL4J's listeners that an epoch begins or ends. */
  public void epoch(boolean begins) {
    if (begins) {
      network.view().epochBegins();
    } else {
      network.view().epochEnds();
    }
  }

  @Override
  public Optional<String> schedule() {
    Optimizer optimizer = compilation.optimizer();
    return optimizer instanceof MultiOptimizer
        ? Optional.of(optimizer.className())
        : Optional.ofNullable(optimizer.schedule()).map(Schedule::className);
  }

  @Override
  public boolean trains() {
    return network.weights().isEmpty() || !network.trainable().isEmpty();
  }

  @Override
  public double learningRate() {
    return Double.isNaN(fixedRate)
        ? compilation.optimizer().learningRate(updater.iterations())
        : fixedRate;
  }

  @Override
  public void learningRate(double rate) {
    fixedRate = rate;
  }

  @Override
  public void setLossWeight(String output, double weight) {
    int number = model.outputNames().indexOf(output);
    if (number < 0) {
      throw StructureException.of(
          "The loss weight cannot be set",
          NameSuggestion.unknownOutput(output, model.outputNames()));
    }
    lossWeights[number] = weight;
  }

  @Override
  public long iterations() {
    return updater.steps();
  }

  @Override
  public List<float[]> weights() {
    return network.read(
        () ->
            network.weights().stream()
                .map(w -> MetricAccumulation.floats(w.view().array()))
                .toList());
  }

  @Override
  public void weights(List<float[]> values) {
    network.assign(values);
  }

  @Override
  public List<String> weightPaths() {
    return network.weights().stream().map(Network.StoredWeight::path).toList();
  }

  @Override
  public List<Callback.Node> graph() {
    return network.plan().steps().stream()
        .map(
            step ->
                new Callback.Node(
                    step.name(),
                    step.layer().className(),
                    step.inputs().stream()
                        .map(port -> network.plan().steps().get(port.step()).name())
                        .toList()))
        .toList();
  }

  @Override
  public void writeState(OutputStream out) throws IOException {
    new TrainerState(this, network).write(out);
  }

  @Override
  public void readState(InputStream in) throws IOException {
    new TrainerState(this, network).read(in);
  }

  @Override
  public void save(Path file) throws IOException {
    storage.save(this, file);
  }

  @Override
  public void saveWeights(Path file) throws IOException {
    storage.saveWeights(this, file);
  }

  @Override
  public RunTraits traits() {
    return storage.traits(this);
  }

  @Override
  public void freezeAsIn(RunTraits saved) {
    storage.freezeAsIn(saved);
  }

  double fixedRate() {
    return fixedRate;
  }

  double[] lossWeights() {
    return lossWeights;
  }

  void seed(long other) {
    seed = other;
  }
}
