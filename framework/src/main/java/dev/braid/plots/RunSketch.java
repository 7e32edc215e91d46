package dev.braid.plots;

import dev.braid.Braid;
import dev.braid.Metric;
import dev.braid.Model;
import dev.braid.Objective;
import dev.braid.Optimizer;
import dev.braid.training.Compilation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads off a trained model what the report of its run says. */
public final class RunSketch {
  private RunSketch() {}

  /**
   * The report of a run.
   *
   * @param compilation what compile settled; null where the model was not compiled
   */
  public static RunReport of(Model model, Compilation compilation, CurveSet curves) {
    return new RunReport(
        ModelSketch.title(model),
        curves,
        Optional.of(ModelSketch.diagram(model)),
        Optional.of(ModelSketch.table(model)),
        compilation == null ? Map.of() : options(compilation),
        List.of(),
        Braid.environment());
  }

  private static Map<String, String> options(Compilation compilation) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("optimizer", optimizer(compilation.optimizer()));
    for (Objective line : compilation.objectives()) {
      options.put("output " + line.output(), objective(line));
    }
    return options;
  }

  private static String optimizer(Optimizer optimizer) {
    String rate =
        optimizer.schedule() == null
            ? "learning rate " + optimizer.learningRate(0)
            : optimizer.schedule().className();
    return optimizer.className() + ", " + rate;
  }

  private static String objective(Objective line) {
    if (line.loss() == null) {
      return "not trained";
    }
    List<String> parts = new ArrayList<>(List.of("loss " + line.loss().name()));
    if (line.weight() != 1) {
      parts.add("weight " + line.weight());
    }
    line.metrics().stream().map(Metric::name).forEach(parts::add);
    line.weightedMetrics().forEach(metric -> parts.add("weighted " + metric.name()));
    return String.join(", ", parts);
  }
}
