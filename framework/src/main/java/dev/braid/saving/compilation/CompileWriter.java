package dev.braid.saving.compilation;

import dev.braid.Loss;
import dev.braid.Metric;
import dev.braid.Objective;
import dev.braid.Optimizer;
import dev.braid.config.Config;
import dev.braid.config.PrintableText;
import dev.braid.losses.Losses;
import dev.braid.metrics.Metrics;
import dev.braid.optimizers.Optimizers;
import dev.braid.schedules.Schedules;
import dev.braid.training.Compilation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what compile settled as Keras' compile configuration. */
public final class CompileWriter {
  private static final Logger LOG = LoggerFactory.getLogger(CompileWriter.class);

  private CompileWriter() {}

  /**
   * The compile configuration; empty where Keras could not read it.
   *
   * @param optimizer the compilation's, with the learning rate of now
   */
  public static Optional<Map<String, Object>> write(Compilation compilation, Optimizer optimizer) {
    List<Objective> lines = compilation.objectives();
    Optional<String> unknown = unknown(optimizer, lines);
    if (unknown.isPresent()) {
      LOG.warn(
          "Keras has no {}: the file is saved without what compile settled; compile again after"
              + " loading it",
          PrintableText.line(unknown.get()));
      return Optional.empty();
    }
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
    return Optional.of(config);
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
    metrics.forEach(metric -> written.add(Metrics.write(metric).orElseThrow()));
    return written;
  }

  private static Optional<String> unknown(Optimizer optimizer, List<Objective> lines) {
    if (!Optimizers.classes().contains(optimizer.className())) {
      return Optional.of("optimizer \"" + optimizer.className() + '"');
    }
    if (optimizer.schedule() != null
        && !Schedules.classes().contains(optimizer.schedule().className())) {
      return Optional.of("schedule \"" + optimizer.schedule().className() + '"');
    }
    for (Objective line : lines) {
      Loss loss = line.loss();
      if (loss != null && !Losses.classes().contains(loss.className())) {
        return Optional.of("loss \"" + loss.className() + "\" of \"" + line.output() + '"');
      }
      List<Metric> metrics = new ArrayList<>(line.metrics());
      metrics.addAll(line.weightedMetrics());
      for (Metric metric : metrics) {
        if (Metrics.write(metric).isEmpty()) {
          return Optional.of("metric \"" + metric.name() + "\" of \"" + line.output() + '"');
        }
      }
    }
    return Optional.empty();
  }
}
