package dev.braid.engine;

import dev.braid.Metric;
import dev.braid.engine.fast.Floats;
import dev.braid.training.Compilation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The metrics of one pass over data. */
final class Judging {
  private record Judge(Compilation.Judge what, Metric.State state) {}

  private final List<Judge> judges = new ArrayList<>();

  Judging(Compilation compilation, List<long[]> shapes) {
    for (Compilation.Judge judge : compilation.judges()) {
      long[] shape = shapes.get(judge.output());
      judges.add(new Judge(judge, judge.metric().start(shape, compilation.loss(judge.output()))));
    }
  }

  /** Which outputs' predictions and targets are wanted. */
  boolean wants(int output) {
    return judges.stream().anyMatch(judge -> judge.what().output() == output);
  }

  /** Shows a batch of one output to its metrics. */
  void update(int output, INDArray target, INDArray prediction, INDArray weights, INDArray mask) {
    float[] wanted = floats(target);
    float[] guess = floats(prediction);
    long[] shape = prediction.shape();
    float[] masked = RowWeights.of(null, mask, shape);
    float[] weighted = weights == null ? masked : RowWeights.of(weights, mask, shape);
    for (Judge judge : judges) {
      if (judge.what().output() == output) {
        judge
            .state()
            .update(
                wanted, target.shape(), guess, shape, judge.what().weighted() ? weighted : masked);
      }
    }
  }

  static float[] floats(INDArray array) {
    return Floats.copy(array);
  }

  Map<String, Double> results() {
    Map<String, Double> results = new LinkedHashMap<>();
    judges.forEach(judge -> results.put(judge.what().logName(), judge.state().result()));
    return results;
  }
}
