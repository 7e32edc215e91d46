package dev.braid.benchmarks.jmh;

import dev.braid.benchmarks.data.DataHandling;
import dev.braid.benchmarks.data.InputForm;
import dev.braid.internal.data.Minibatch;
import dev.braid.internal.data.TrainingData;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Compares the conversion of user arrays to batches with a plain copy. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DataBenchmark {
  private static final int ROWS = 16_384;
  private static final int BATCH = 128;

  @Param public InputForm form;

  private DataHandling handling;
  private TrainingData<Minibatch> data;
  private int epoch;

  @Setup
  public void prepare() {
    handling = new DataHandling(form, ROWS, BATCH);
    data = handling.check();
  }

  @Benchmark
  public Object checks() {
    return handling.check();
  }

  @Benchmark
  public double batches() {
    return handling.batches(data, epoch++);
  }

  @Benchmark
  public float memoryCopy() {
    return handling.memoryCopy();
  }
}
