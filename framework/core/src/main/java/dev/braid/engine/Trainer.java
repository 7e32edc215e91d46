package dev.braid.engine;

import dev.braid.Callback;
import dev.braid.Objective;
import dev.braid.Schedule;
import dev.braid.StructureException;
import dev.braid.data.Minibatch;
import dev.braid.engine.fast.StepMemory;
import dev.braid.engine.graph.Head;
import dev.braid.engine.kernels.Call;
import dev.braid.engine.losses.BatchLoss;
import dev.braid.engine.losses.LossValue;
import dev.braid.engine.updates.Parameter;
import dev.braid.engine.updates.Updater;
import dev.braid.graph.Functional;
import dev.braid.graph.WeightCell;
import dev.braid.random.Seeds;
import dev.braid.training.Closest;
import dev.braid.training.Compilation;
import dev.braid.training.Faults;
import dev.braid.training.LogName;
import dev.braid.training.NotFinite;
import dev.braid.training.StepResult;
import dev.braid.training.Steps;
import dev.braid.training.Trainee;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Trains and tests a compiled model's network, batch by batch. */
public abstract class Trainer implements Trainee<Minibatch> {
  private final Functional model;
  private final Network network;
  private final Compilation compilation;
  private final Updater updater;
  private final double[] lossWeights;
  private volatile double fixedRate = Double.NaN;
  private long seed;

  protected Trainer(Functional model, Network network, Compilation compilation) {
    this.model = model;
    this.network = network;
    this.compilation = compilation;
    INDArray parameters = network.parameters();
    MemoryCheck.optimizerState(
        model, compilation.optimizer(), parameters.length(), network.dataType());
    this.updater =
        new Updater(compilation.optimizer(), parameters, network.gradients(), network::change);
    this.seed = Seeds.next();
    this.lossWeights = new double[compilation.objectives().size()];
    List<Head> heads = new ArrayList<>();
    for (int i = 0; i < lossWeights.length; i++) {
      Objective line = compilation.objectives().get(i);
      lossWeights[i] = line.weight();
      int number = i;
      heads.add(new Head(line.loss(), () -> lossWeights[number]));
    }
    network.compile(heads, this::updateByGraph);
  }

  public Compilation compilation() {
    return compilation;
  }

  public Updater updater() {
    return updater;
  }

  /** Where the chance of this run starts: dropout and shuffling follow from it. */
  public long seed() {
    return seed;
  }

  public final Network network() {
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
    return compilation.judges().stream().map(Compilation.Judge::log).toList();
  }

  @Override
  public Steps<Minibatch> training() {
    return new Walk(true);
  }

  @Override
  public Steps<Minibatch> testing() {
    return new Walk(false);
  }

  private final class Walk implements Steps<Minibatch> {
    private final boolean trains;
    private final Judging judging;

    Walk(boolean trains) {
      this.trains = trains;
      this.judging =
          new Judging(compilation, model.outputs().stream().map(t -> t.shape()).toList());
    }

    @Override
    public StepResult step(Minibatch batch) {
      if (!trains) {
        return network.read(() -> run(batch));
      }
      network.takeNewest();
      StepResult result = run(batch);
      // listeners may evaluate, for which DL4J wants no workspace open
      if (result.notFinite().isEmpty()) {
        network.view().stepDone(batch.x(), result.loss(), network::settle);
      }
      return result;
    }

    private StepResult run(Minibatch batch) {
      try (MemoryWorkspace ignored = Scratch.enter(trains ? "TRAIN" : "TEST");
          StepMemory own = network.memory().enter()) {
        return trains ? train(batch, judging) : test(batch, judging);
      }
    }

    @Override
    public Map<String, Double> metrics() {
      return judging.results();
    }
  }

  /** The losses of a batch after its forward pass. */
  private static final class Found {
    private final List<Double> losses = new ArrayList<>();
    private final INDArray[] slopes;
    private double total;
    private String notFinite = "";

    Found(int outputs) {
      slopes = new INDArray[outputs];
    }
  }

  private StepResult train(Minibatch batch, Judging judging) {
    Pass pass = new Pass(network, true, true, Seeds.mix(seed, updater.iterations()));
    pass.forward(batch.x(), batch.xMask());
    Found found = losses(pass, batch, judging, true);
    List<Parameter> trainable = network.trainable();
    double loss = found.total + pass.addedLoss() + Updater.penalties(trainable, false);
    if (!Double.isFinite(held(loss))) {
      return refused(batch, "loss", held(loss), found, pass);
    }
    pass.backward(found.slopes);
    Updater.penalties(trainable, true);
    boolean small = network.smallGradients();
    if (!small && !network.finiteGradients()) {
      double sum = network.gradients().sumNumber().doubleValue();
      return refused(batch, "gradient", sum, found, pass);
    }
    Optional<NotFinite> fault = update(trainable, small, pass);
    if (fault.isPresent()) {
      pass.undo();
      return StepResult.refused(batch.rows(), loss, fault.get());
    }
    return StepResult.of(batch.rows(), loss, found.losses);
  }

  /** Changes weights, slots and statistics together, or nothing where one would not be finite. */
  private Optional<NotFinite> update(List<Parameter> trainable, boolean small, Pass pass) {
    Call.Assignment statistic = pass.firstStatisticNotFinite();
    if (statistic != null) {
      String what = named("statistic", statistic.cell());
      double sum = statistic.value().sumNumber().doubleValue();
      return Optional.of(new NotFinite(what, sum, "", ""));
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

  private NotFinite notFinite(Updater.Fault fault) {
    String slot = fault.what().isEmpty() ? "" : "optimizer's " + fault.what() + " of ";
    String weight = fault.cell() == null ? "" : named("weight", fault.cell());
    return new NotFinite(slot + weight, fault.number(), "", "");
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
    Updater.penalties(trainable, true);
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
        Faults.notFinite(StepResult.refused(0, 0, notFinite(fault))));
  }

  /** The penalties of regularizers now. */
  public double penalty() {
    return Updater.penalties(network.trainable(), false);
  }

  @Override
  public void settle() {
    network.settle();
  }

  @Override
  public void trained() {
    if (compilation.optimizer().averages()) {
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

  private StepResult test(Minibatch batch, Judging judging) {
    Pass pass = new Pass(network, false, false, 0);
    pass.forward(batch.x(), batch.xMask());
    Found found = losses(pass, batch, judging, false);
    double added = pass.addedLoss() + Updater.penalties(network.trainable(), false);
    return StepResult.of(batch.rows(), found.total + added, found.losses);
  }

  private Found losses(Pass pass, Minibatch batch, Judging judging, boolean slopes) {
    Found found = new Found(lossWeights.length);
    for (int i = 0; i < lossWeights.length; i++) {
      INDArray target = batch.y().get(i);
      INDArray prediction = pass.output(i).array();
      INDArray mask = Masks.both(pass.mask(i), batch.yMask().get(i));
      INDArray weights = batch.w().get(i);
      Objective line = compilation.objectives().get(i);
      if (line.loss() != null) {
        LossValue value = BatchLoss.of(line.loss(), target, prediction, weights, mask, slopes);
        found.losses.add(value.value());
        found.total += lossWeights[i] * value.value();
        if (slopes) {
          found.slopes[i] = lossWeights[i] == 1 ? value.slope() : value.slope().mul(lossWeights[i]);
        }
        if (found.notFinite.isEmpty() && !Double.isFinite(held(value.value()))) {
          found.notFinite = line.output();
        }
      }
      if (judging.wants(i)) {
        judging.update(i, target, prediction, weights, mask);
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
    pass.undo();
    return StepResult.refused(
        batch.rows(), value, new NotFinite(what, value, found.notFinite, layer[0]));
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
    return Optional.ofNullable(compilation.optimizer().schedule()).map(Schedule::className);
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
          "The loss weight cannot be set", Closest.unknownOutput(output, model.outputNames()));
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
        () -> network.weights().stream().map(w -> Judging.floats(w.view().array())).toList());
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
