package dev.braid.benchmarks.workers;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.initializer.UniformInitializer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.braid.benchmarks.workloads.Samples;
import dev.braid.benchmarks.workloads.Workload;
import dev.braid.benchmarks.workloads.WorkloadSize;
import dev.braid.saving.npz.NpyArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** PyTorch's engine in Java by DJL, with batches prepared in its memory. */
final class DjlWorker implements Worker {
  static {
    // everything is in Maven's repository; nothing is downloaded at run time
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("PYTORCH_FLAVOR", "cpu");
  }

  private final Random random = new Random(1);
  private final List<NDList> batches = new ArrayList<>();
  private final List<NDList> targets = new ArrayList<>();
  private NDManager manager;
  private Trainer trainer;
  private NDList part = new NDList();

  @Override
  public String version() {
    try {
      Engine engine = Engine.getEngine("PyTorch");
      return "PyTorch " + engine.getVersion() + " by DJL " + Engine.getDjlVersion();
    } catch (RuntimeException | LinkageError absent) {
      throw new UnsupportedWorkloadException("it could not be loaded: " + absent.getMessage());
    }
  }

  @Override
  public long setup(Workload workload, WorkloadSize size, Samples samples) {
    manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
    Model model = Model.newInstance("model", Device.cpu(), "PyTorch");
    DjlNet net = DjlNets.of(workload, size);
    model.setBlock(net);
    Loss loss =
        workload.binary() ? Loss.sigmoidBinaryCrossEntropyLoss() : Loss.softmaxCrossEntropyLoss();
    trainer =
        model.newTrainer(
            new DefaultTrainingConfig(loss)
                .optDevices(new Device[] {Device.cpu()})
                .optOptimizer(
                    Optimizer.adam()
                        .optLearningRateTracker(Tracker.fixed(1e-3f))
                        .optEpsilon(1e-7f)
                        .build()));
    net.setInitializer(Initializer.ZEROS, DjlWorker::secondBias);
    // DJL's initial id vectors are far larger; these are Keras'
    net.setInitializer(new UniformInitializer(0.05f), p -> p.getName().equals(DjlNet.Ids.TABLE));
    trainer.initialize(new Shape(size.batch()));
    net.getParameters().values().stream()
        .filter(DjlWorker::secondBias)
        .forEach(p -> p.freeze(true));
    cut(workload, size, samples);
    return net.getParameters().values().stream()
        .filter(Parameter::requiresGradient)
        .mapToLong(p -> p.getShape().size())
        .sum();
  }

  /** PyTorch has two biases in an LSTM where Keras has one; the second adds nothing. */
  private static boolean secondBias(Parameter parameter) {
    return parameter.getName().endsWith("h2h_BIAS");
  }

  private void cut(Workload workload, WorkloadSize size, Samples samples) {
    List<NDArray> x = new ArrayList<>();
    for (NpyArray array : samples.flat().values()) {
      x.add(channelsFirst(array));
    }
    NDArray labels = manager.create(samples.labels());
    NDArray y = workload.binary() ? labels.toType(DataType.FLOAT32, false).reshape(-1, 1) : labels;
    for (int from = 0; from < samples.rows(); from += size.batch()) {
      String rows = from + ":" + (from + size.batch());
      batches.add(new NDList(x.stream().map(a -> a.get(rows).duplicate()).toList()));
      targets.add(new NDList(y.get(rows).duplicate()));
    }
  }

  private NDArray channelsFirst(NpyArray array) {
    Shape shape = new Shape(Arrays.stream(array.shape()).asLongStream().toArray());
    NDArray given =
        array.values() instanceof float[] numbers
            ? manager.create(numbers, shape)
            : manager.create((int[]) array.values(), shape).toType(DataType.INT64, false);
    return shape.dimension() == 4 ? given.transpose(0, 3, 1, 2).duplicate() : given;
  }

  @Override
  public double[] train(int epochs) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < batches.size(); i++) {
      order.add(i);
    }
    double[] losses = new double[epochs];
    for (int epoch = 0; epoch < epochs; epoch++) {
      Collections.shuffle(order, random);
      for (int at : order) {
        losses[epoch] += step(batches.get(at), targets.get(at)) / batches.size();
      }
    }
    return losses;
  }

  private double step(NDList x, NDList y) {
    try (NDManager step = manager.newSubManager()) {
      NDArray value;
      try (GradientCollector collector = trainer.newGradientCollector()) {
        NDList prediction = trainer.forward(x);
        prediction.attach(step);
        value = trainer.getLoss().evaluate(y, prediction);
        value.attach(step);
        collector.backward(value);
      }
      trainer.step();
      return value.getFloat();
    }
  }

  @Override
  public void predict(int rows) {
    if (part.isEmpty() || part.get(0).getShape().get(0) != rows) {
      part = firstRows(rows);
    }
    try (NDList prediction = trainer.evaluate(part)) {
      prediction.get(0).toFloatArray();
    }
  }

  private NDList firstRows(int rows) {
    NDList first = new NDList();
    for (int input = 0; input < batches.get(0).size(); input++) {
      NDList all = new NDList();
      for (NDList batch : batches) {
        all.add(batch.get(input));
      }
      first.add(NDArrays.concat(all, 0).get("0:" + rows).duplicate());
    }
    return first;
  }
}
