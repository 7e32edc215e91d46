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

/** Trains and tests the network of a compiled model, batch by batch. */
public final class Trainer implements TrainableModel<Minibatch> {
  private final Functional model;
  private final Network network;
  private final Compilation compilation;
  private final TrainerStorage storage;
  private final Updater updater;
  private final double[] lossWeights;

  /** The losses by output; null for an output without a loss. */
  private final BatchLoss[] losses;

  private volatile double fixedRate = Double.NaN;
  private long seed;

  /**
   * Creates a trainer for a compiled model.
   *
   * @param storage the storage that saves the model for callbacks
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
      Objective objective = compilation.objectives().get(i);
      lossWeights[i] = objective.weight();
      losses[i] =
          objective.loss() == null ? null : new BatchLoss(objective.loss(), network.policy());
      int output = i;
      heads.add(new Head(losses[i], () -> lossWeights[output]));
    }
    network.compile(heads, this::updateAfterGraphStep);
  }

  public Compilation compilation() {
    return compilation;
  }

  public Updater updater() {
    return updater;
  }

  /** Returns the seed of this run, which determines dropout and shuffling. */
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
      // outside the workspace: listeners may evaluate, for which DL4J requires that none is open
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
        // has no effect after a commit
        states.discard();
      }
    }

    @Override
    public Map<String, Double> metrics() {
      return metrics.results();
    }
  }

  /** The losses of a batch and their gradients. */
  private static final class LossResults {
    private final List<Double> losses = new ArrayList<>();
    private final INDArray[] gradients;
    private double total;
    private String notFinite = "";

    LossResults(int outputs) {
      gradients = new INDArray[outputs];
    }
  }

  private StepResult train(Minibatch batch, MetricAccumulation metrics, CarriedStates states) {
    Pass pass = new Pass(network, true, true, Seeds.mix(seed, updater.iterations()), states);
    pass.forward(batch.x(), batch.xMask());
    LossResults results = computeLosses(pass, batch, metrics, true);
    List<Parameter> trainable = network.trainable();
    double loss = results.total + pass.addedLoss() + Penalties.sum(trainable, false);
    if (!Double.isFinite(rounded(loss))) {
      return refused(batch, "loss", rounded(loss), results, pass);
    }
    pass.backward(results.gradients);
    Penalties.sum(trainable, true);
    boolean isSmall = network.hasSmallGradients();
    if (!isSmall && !network.hasFiniteGradients()) {
      if (updater.skipsNotFinite()) {
        network.change(updater::skip);
        return StepResult.of(batch.rows(), loss, results.losses);
      }
      double sum = network.gradients().sumNumber().doubleValue();
      return refused(batch, "gradient", sum, results, pass);
    }
    Optional<NonFiniteValue> fault = update(trainable, isSmall, pass);
    if (fault.isPresent()) {
      return StepResult.refused(batch.rows(), loss, fault.get());
    }
    return StepResult.of(batch.rows(), loss, results.losses);
  }

  /** Changes weights, slots and statistics together, or nothing if a result is not finite. */
  private Optional<NonFiniteValue> update(List<Parameter> trainable, boolean isSmall, Pass pass) {
    KernelCall.Assignment statistic = pass.firstStatisticNotFinite();
    if (statistic != null) {
      String what = describe("statistic", statistic.cell());
      double sum = statistic.value().sumNumber().doubleValue();
      return Optional.of(new NonFiniteValue(what, sum, "", ""));
    }
    double rate = float32Rate();
    List<Updater.Fault> faults = new ArrayList<>(1);
    network.change(
        () -> {
          updater.apply(trainable, rate, isSmall).ifPresent(faults::add);
          if (faults.isEmpty()) {
            pass.commit();
            network.markNewest();
          }
        });
    return faults.stream().findFirst().map(this::notFinite);
  }

  private NonFiniteValue notFinite(Updater.Fault fault) {
    String slot = fault.slot().isEmpty() ? "" : "optimizer's " + fault.slot() + " of ";
    String weight = fault.cell() == null ? "" : describe("weight", fault.cell());
    return new NonFiniteValue(slot + weight, fault.value(), "", "");
  }

  private String describe(String kind, WeightCell cell) {
    return kind + " \"" + network.path(cell) + '"';
  }

  /**
   * Returns the rate as a float32, as in Keras and in files, so that a resumed run is identical.
   */
  private double float32Rate() {
    return (float) learningRate();
  }

  /** Updates the weights after DL4J's own forward and backward pass. */
  private void updateAfterGraphStep() {
    network.store().finishStep();
    List<Parameter> trainable = network.trainable();
    Penalties.sum(trainable, true);
    boolean isSmall = network.hasSmallGradients();
    network.change(
        () -> {
          Optional<Updater.Fault> fault = updater.apply(trainable, float32Rate(), isSmall);
          network.settle();
          network.markNewest();
          fault.ifPresent(this::refuse);
        });
  }

  private void refuse(Updater.Fault fault) {
    throw StructureException.of(
        "The fit of the model's graph stopped",
        RunFailures.notFinite(StepResult.refused(0, 0, notFinite(fault))));
  }

  /** Returns the current penalties of the regularizers. */
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
            network.markNewest();
          });
    }
  }

  /** Rounds a value to the model's data type. */
  private double rounded(double value) {
    return network.dataType() == DataType.FLOAT ? (float) value : value;
  }

  private StepResult test(Minibatch batch, MetricAccumulation metrics, CarriedStates states) {
    Pass pass = new Pass(network, false, false, 0, states);
    pass.forward(batch.x(), batch.xMask());
    LossResults results = computeLosses(pass, batch, metrics, false);
    double added = pass.addedLoss() + Penalties.sum(network.trainable(), false);
    states.commit();
    return StepResult.of(batch.rows(), results.total + added, results.losses);
  }

  private LossResults computeLosses(
      Pass pass, Minibatch batch, MetricAccumulation metrics, boolean withGradients) {
    LossResults results = new LossResults(lossWeights.length);
    for (int i = 0; i < lossWeights.length; i++) {
      INDArray target = batch.y().get(i);
      INDArray prediction = pass.output(i).array();
      INDArray mask = Masks.combine(pass.mask(i), batch.yMask().get(i));
      INDArray weights = batch.w().get(i);
      if (losses[i] != null) {
        LossValue value = losses[i].of(target, prediction, weights, mask, withGradients);
        results.losses.add(value.value());
        results.total += lossWeights[i] * value.value();
        if (withGradients) {
          results.gradients[i] =
              lossWeights[i] == 1 ? value.gradient() : value.gradient().mul(lossWeights[i]);
        }
        if (results.notFinite.isEmpty() && !Double.isFinite(rounded(value.value()))) {
          results.notFinite = compilation.objectives().get(i).output();
        }
      }
      if (metrics.requires(i)) {
        metrics.update(i, target, prediction, weights, mask);
      }
    }
    return results;
  }

  private StepResult refused(
      Minibatch batch, String what, double value, LossResults results, Pass pass) {
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
        batch.rows(), value, new NonFiniteValue(what, value, results.notFinite, layer[0]));
  }

  /** Reports to DL4J's listeners that an epoch begins or ends. */
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
    int index = model.outputNames().indexOf(output);
    if (index < 0) {
      throw StructureException.of(
          "The loss weight cannot be set",
          NameSuggestion.unknownOutput(output, model.outputNames()));
    }
    lossWeights[index] = weight;
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

  void seed(long newSeed) {
    seed = newSeed;
  }
}
