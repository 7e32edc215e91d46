package dev.braid.internal.saving.compilation;

import dev.braid.Metric;
import dev.braid.Objective;
import dev.braid.Optimizer;
import dev.braid.config.Config;
import dev.braid.config.Configured;
import dev.braid.internal.saving.architecture.AnonymousClassNotice;
import dev.braid.internal.training.Compilation;
import dev.braid.metrics.Metrics;
import dev.braid.notices.Notices;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Writes a compilation as Keras' compile configuration. */
public final class CompileConfigWriter {
  private CompileConfigWriter() {}

  /**
   * Returns the compile configuration. Custom objects are written by their name and configuration.
   *
   * @param optimizer the compilation's optimizer with the current learning rate
   */
  public static Map<String, Object> write(Compilation compilation, Optimizer optimizer) {
    List<Objective> lines = compilation.objectives();
    noticeAnonymous(optimizer, lines);
    noticeExclusions(optimizer);
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("optimizer", Config.object(optimizer));
    config.put(
        "loss", each(lines, line -> line.loss() == null ? null : Config.object(line.loss())));
    boolean weighted = lines.stream().anyMatch(line -> line.weight() != 1);
    config.put("loss_weights", weighted ? each(lines, Objective::weight) : null);
    config.put("metrics", metrics(lines, Objective::metrics));
    config.put("weighted_metrics", metrics(lines, Objective::weightedMetrics));
    config.put("run_eagerly", false);
    config.put("steps_per_execution", 1);
    config.put("jit_compile", true);
    return config;
  }

  private static Object each(List<Objective> lines, Function<Objective, Object> part) {
    if (lines.size() == 1) {
      return part.apply(lines.get(0));
    }
    Map<String, Object> byOutput = new LinkedHashMap<>();
    lines.forEach(line -> byOutput.put(line.output(), part.apply(line)));
    return byOutput;
  }

  private static Object metrics(List<Objective> lines, Function<Objective, List<Metric>> which) {
    if (lines.stream().allMatch(line -> which.apply(line).isEmpty())) {
      return null;
    }
    if (lines.size() == 1) {
      return written(which.apply(lines.get(0)));
    }
    Map<String, Object> byOutput = new LinkedHashMap<>();
    for (Objective line : lines) {
      if (!which.apply(line).isEmpty()) {
        byOutput.put(line.output(), written(which.apply(line)));
      }
    }
    return byOutput;
  }

  private static List<Object> written(List<Metric> metrics) {
    List<Object> written = new ArrayList<>();
    metrics.forEach(metric -> written.add(Metrics.write(metric)));
    return written;
  }

  /** Warns that Keras' files have no place for exclusions from weight decay. */
  private static void noticeExclusions(Optimizer optimizer) {
    if (optimizer.excludesFromWeightDecay()) {
      Notices.show(
          "decay-exclusions",
          "The file does not hold which weights "
              + optimizer.className()
              + " excludes from weight decay, as in Keras. Compile again with"
              + " excludeFromWeightDecay(…) after opening it.");
    }
    optimizer.inner().forEach(CompileConfigWriter::noticeExclusions);
  }

  /** Warns about anonymous classes, whose names are not stable. */
  private static void noticeAnonymous(Optimizer optimizer, List<Objective> lines) {
    List<Configured> all = new ArrayList<>(List.of(optimizer));
    if (optimizer.schedule() != null) {
      all.add(optimizer.schedule());
    }
    for (Objective line : lines) {
      if (line.loss() != null) {
        all.add(line.loss());
      }
      all.addAll(line.metrics());
      all.addAll(line.weightedMetrics());
    }
    all.forEach(AnonymousClassNotice::showFor);
  }
}
