package dev.braid.internal.training;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The mean losses of a pass over its batches, weighted by their rows. */
final class LossMeans {
  private final List<String> outputs;
  private final double[] sums;
  private double total;
  private long rows;

  LossMeans(List<String> lossOutputs) {
    outputs = lossOutputs;
    sums = new double[lossOutputs.size()];
  }

  void add(StepResult result) {
    rows += result.rows();
    total += result.loss() * result.rows();
    for (int i = 0; i < result.outputLosses().size(); i++) {
      sums[i] += result.outputLosses().get(i) * result.rows();
    }
  }

  /** Returns losses and metrics under Keras' names, sorted as Keras sorts its logs. */
  Map<String, Double> with(Map<String, Double> metrics) {
    Map<String, Double> logs = new TreeMap<>(metrics);
    logs.put("loss", mean(total));
    if (outputs.size() > 1) {
      for (int i = 0; i < sums.length; i++) {
        logs.put(outputs.get(i) + "_loss", mean(sums[i]));
      }
    }
    return logs;
  }

  private double mean(double sum) {
    return rows == 0 ? 0 : sum / rows;
  }
}
