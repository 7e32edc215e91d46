package dev.braid.benchmarks.jmh;

import static dev.braid.Braid.*;

import dev.braid.Model;
import dev.braid.Optimizer;
import dev.braid.Tensor;
import dev.braid.internal.engine.Network;
import dev.braid.internal.engine.losses.BatchLoss;
import dev.braid.internal.engine.updates.Parameter;
import dev.braid.internal.engine.updates.Updater;
import dev.braid.internal.environment.ExecutionPolicy;
import dev.braid.losses.SparseCategoricalCrossentropy;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Measures the parts of a step outside layers: softmax with its loss, and Adam. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class StepBenchmark {
  private static final int ROWS = 128;
  private static final int CLASSES = 1000;

  private final BatchLoss loss =
      new BatchLoss(new SparseCategoricalCrossentropy().fromLogits(), ExecutionPolicy.FAST);
  private INDArray logits;
  private INDArray labels;
  private List<Parameter> weights;
  private Updater updater;

  @Setup
  public void prepare() {
    // the MLP's 670 thousand weights
    Tensor x = input("x", 784);
    Tensor hidden = x.then(dense(512, RELU)).then(dense(512, RELU));
    Network network = new Network(Model.inputs(x).outputs(hidden.then(dense(10))), DataType.FLOAT);
    INDArray params = network.parameters();
    weights = network.weights().stream().map(w -> new Parameter(w.cell(), w.view(), 1)).toList();
    Optimizer adam = adam(1e-3);
    updater =
        Updater.of(
            adam,
            new Updater.Target(
                "mlp",
                params,
                Nd4j.rand(DataType.FLOAT, params.shape()).subi(0.5),
                network.weights().stream().map(Network.StoredWeight::updated).toList(),
                Runnable::run,
                ExecutionPolicy.FAST));
    logits = Nd4j.rand(DataType.FLOAT, ROWS, CLASSES);
    labels = Nd4j.rand(DataType.FLOAT, ROWS, 1).muli(CLASSES - 1).castTo(DataType.INT32);
    labels = labels.castTo(DataType.FLOAT).reshape(ROWS);
  }

  @Benchmark
  public Object softmaxLossAndGradient() {
    return loss.of(labels, logits, null, null, true);
  }

  @Benchmark
  public void adamOfTheMlp() {
    updater.apply(weights, 1e-3, true);
  }
}
