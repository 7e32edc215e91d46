package dev.braid.internal.engine;

import dev.braid.Model;
import dev.braid.Optimizer;
import dev.braid.internal.compute.BufferPool;
import dev.braid.internal.engine.graph.CompiledStep;
import dev.braid.internal.engine.kernels.CarriedStates;
import dev.braid.internal.engine.kernels.KernelCall;
import dev.braid.internal.engine.updates.Parameter;
import dev.braid.internal.engine.updates.Updater;
import dev.braid.internal.environment.ExecutionPolicy;
import dev.braid.internal.graph.WeightCell;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A network in single precision, for tests of code that is made for floats. */
public final class FloatNetwork {
  private final Network network;

  public FloatNetwork(Model model) {
    this(model, ExecutionPolicy.FAST);
  }

  public FloatNetwork(Model model, ExecutionPolicy policy) {
    network = new Network(model, DataType.FLOAT, policy);
  }

  public INDArray params() {
    return network.parameters();
  }

  public INDArray gradients() {
    return network.gradients();
  }

  /** An updater of this network's weights. */
  public Updater updater(Optimizer optimizer, ExecutionPolicy policy) {
    return Updater.of(
        optimizer,
        new Updater.Target(
            "float",
            params(),
            gradients(),
            network.weights().stream().map(Network.StoredWeight::updated).toList(),
            Runnable::run,
            policy));
  }

  public List<Parameter> trainable() {
    return network.trainable();
  }

  public List<String> paths() {
    return network.weights().stream().map(Network.StoredWeight::path).toList();
  }

  /** A step that gives a weight's gradient row by row, and no others. */
  public void giveRows(String path, int[] rows, float... numbers) {
    network.store().startStep();
    addRows(path, rows, numbers);
    network.store().finishStep();
  }

  private void addRows(String path, int[] rows, float... numbers) {
    Network.StoredWeight weight = weight(path);
    KernelCall.RowTarget place = host(weight.cell()).claimRows(weight.cell(), rows);
    int width = numbers.length / rows.length;
    for (int i = 0; i < rows.length; i++) {
      place.values().buffer().put(place.of(i) * width, numbers, i * width, width);
    }
  }

  /** The same in one array. */
  public void giveWhole(String path, INDArray gradient) {
    network.store().startStep();
    Network.StoredWeight weight = weight(path);
    host(weight.cell()).add(weight.cell(), gradient);
    network.store().finishStep();
  }

  /** Reads some rows of a weight as a layer does in a step. */
  public void read(String path, int... rows) {
    weight(path).view().arrayFor(rows);
  }

  public boolean finiteGradients() {
    return network.hasFiniteGradients();
  }

  public void settle() {
    network.settle();
  }

  private Network.StoredWeight weight(String path) {
    return network.weights().stream()
        .filter(weight -> weight.path().equals(path))
        .findFirst()
        .orElseThrow();
  }

  private CompiledStep host(WeightCell cell) {
    for (int i = network.plan().inputs(); i < network.plan().steps().size(); i++) {
      if (network.compiled().step(i).view(cell) != null) {
        return network.compiled().step(i);
      }
    }
    throw new IllegalArgumentException("no layer has it");
  }

  /** Moves all weights off zero. */
  public void disturb() {
    Random random = new Random(56);
    for (int i = 0; i < network.weights().size(); i++) {
      INDArray array = network.weights().get(i).view().array();
      float[] numbers = MetricAccumulation.floats(array);
      for (int k = 0; k < numbers.length; k++) {
        numbers[k] += (float) (0.1 * Math.abs(random.nextGaussian()) + 0.02);
      }
      network.assign(i, numbers);
    }
  }

  /** A step forward and back: the outputs, then statistics, then the gradients of all weights. */
  public List<INDArray> step(List<INDArray> data, boolean training) {
    network.takeNewest();
    try (MemoryWorkspace workspace = StepWorkspace.enter("TRAIN");
        BufferPool own = network.memory().enter()) {
      Pass pass = new Pass(network, training, training, 78, new CarriedStates());
      pass.forward(data);
      INDArray[] gradients = new INDArray[network.plan().outputs().size()];
      List<INDArray> results = new ArrayList<>();
      Random random = new Random(90);
      for (int i = 0; i < gradients.length; i++) {
        INDArray output = pass.output(i).array();
        try (MemoryWorkspace outside = StepWorkspace.leave()) {
          results.add(output.dup('c'));
          float[] gradient = new float[Math.toIntExact(output.length())];
          for (int k = 0; k < gradient.length; k++) {
            gradient[k] = (float) random.nextGaussian();
          }
          gradients[i] = Nd4j.createFromArray(gradient).reshape('c', output.shape());
        }
      }
      if (training) {
        pass.backward(gradients);
        for (Network.StoredWeight weight : network.weights()) {
          try (MemoryWorkspace outside = StepWorkspace.leave()) {
            results.add(weight.view().gradient().dup('c'));
          }
        }
      }
      return results;
    }
  }
}
