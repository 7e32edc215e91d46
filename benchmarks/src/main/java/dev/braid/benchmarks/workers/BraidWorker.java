package dev.braid.benchmarks.workers;

import static dev.braid.Braid.*;

import dev.braid.Model;
import dev.braid.Verbosity;
import dev.braid.Weight;
import dev.braid.benchmarks.workloads.Samples;
import dev.braid.benchmarks.workloads.Workload;
import dev.braid.benchmarks.workloads.WorkloadSize;
import java.lang.reflect.Array;
import java.util.LinkedHashMap;
import java.util.Map;

/** Braid as used by programs: plain arrays through {@code fit}, with all checks. */
final class BraidWorker implements Worker {
  private Model model;
  private Map<String, Object> x;
  private int[] labels;
  private int batch;
  private Map<String, Object> part = Map.of();
  private int cachedRowCount = -1;

  @Override
  public String version() {
    return environment();
  }

  @Override
  public long setup(Workload workload, WorkloadSize size, Samples samples) {
    setRandomSeed(1);
    model = workload.model().apply(size);
    model.compile(
        adam(1e-3), workload.binary() ? binaryCrossentropy() : sparseCategoricalCrossentropy());
    x = samples.arrays();
    labels = samples.labels();
    batch = size.batch();
    return model.weights().stream()
        .filter(Weight::trainable)
        .mapToLong(w -> elements(w.shape()))
        .sum();
  }

  private static long elements(long[] shape) {
    long product = 1;
    for (long n : shape) {
      product *= n;
    }
    return product;
  }

  @Override
  public double[] train(int epochs) {
    return model
        .fit(x, labels, epochs(epochs).batchSize(batch).verbose(Verbosity.SILENT))
        .get("loss");
  }

  @Override
  public void predict(int rows) {
    if (cachedRowCount != rows) {
      part = firstRows(rows);
      cachedRowCount = rows;
    }
    model.predict(part, batchSize(rows).verbose(Verbosity.SILENT)).floats();
  }

  private Map<String, Object> firstRows(int rows) {
    Map<String, Object> first = new LinkedHashMap<>();
    x.forEach(
        (name, all) -> {
          Object head = Array.newInstance(all.getClass().getComponentType(), rows);
          System.arraycopy(all, 0, head, 0, rows);
          first.put(name, head);
        });
    return first;
  }
}
