package dev.braid.internal.engine;

import dev.braid.Metric;
import dev.braid.internal.compute.Floats;
import dev.braid.internal.training.Compilation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The metrics of one pass over data, accumulated batch by batch. */
final class MetricAccumulation {
  private record Accumulated(Compilation.LoggedMetric metric, Metric.State state) {}

  private final List<Accumulated> all = new ArrayList<>();

  MetricAccumulation(Compilation compilation, List<long[]> shapes) {
    for (Compilation.LoggedMetric metric : compilation.loggedMetrics()) {
      long[] shape = shapes.get(metric.output());
      all.add(
          new Accumulated(metric, metric.metric().start(shape, compilation.loss(metric.output()))));
    }
  }

  /** Returns whether an output has a metric, which requires its predictions and targets. */
  boolean requires(int output) {
    return all.stream().anyMatch(each -> each.metric().output() == output);
  }

  /** Adds a batch of one output to its metrics. */
  void update(int output, INDArray target, INDArray prediction, INDArray weights, INDArray mask) {
    float[] targets = floats(target);
    float[] predictions = floats(prediction);
    long[] shape = prediction.shape();
    float[] masked = RowWeights.of(null, mask, shape);
    float[] weighted = weights == null ? masked : RowWeights.of(weights, mask, shape);
    for (Accumulated each : all) {
      if (each.metric().output() == output) {
        float[] rows = each.metric().weighted() ? weighted : masked;
        each.state().update(targets, target.shape(), predictions, shape, rows);
      }
    }
  }

  static float[] floats(INDArray array) {
    return Floats.copy(array);
  }

  /** Returns the results so far by their names in logs. */
  Map<String, Double> results() {
    Map<String, Double> results = new LinkedHashMap<>();
    all.forEach(each -> results.put(each.metric().logName(), each.state().result()));
    return results;
  }
}
