package dev.braid.saving.compilation;

import dev.braid.Loss;
import dev.braid.Metric;
import dev.braid.Model;
import dev.braid.Objective;
import dev.braid.Optimizer;
import dev.braid.losses.Losses;
import dev.braid.metrics.Metrics;
import dev.braid.optimizers.Optimizers;
import dev.braid.saving.Registry;
import dev.braid.saving.architecture.Findings;
import dev.braid.training.Compilation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads a compile configuration, in any of the forms that Keras' compile takes. */
public final class CompileReader {
  private final Model model;
  private final List<String> layerNames;
  private final Registry registry;
  private final Findings findings;

  public CompileReader(Model model, Registry registry, Findings findings) {
    this.model = model;
    this.layerNames = model.outputs().stream().map(output -> output.node().layer().name()).toList();
    this.registry = registry;
    this.findings = findings;
  }

  /** The compilation, where the model was compiled with a loss. */
  public Optional<Compilation> read(Object written) {
    if (!(written instanceof Map<?, ?> map) || map.isEmpty() || map.get("optimizer") == null) {
      return Optional.empty();
    }
    Optimizer optimizer = attempt("optimizer", () -> Optimizers.read(optimizer(map)));
    List<Object> losses = share("loss", map.get("loss"), false);
    List<Object> weights = share("loss_weights", map.get("loss_weights"), false);
    List<Object> metrics = share("metrics", map.get("metrics"), true);
    List<Object> weighted = share("weighted_metrics", map.get("weighted_metrics"), true);
    List<Objective> objectives = new ArrayList<>();
    for (int i = 0; i < model.outputs().size(); i++) {
      objectives.add(objective(i, losses.get(i), weights.get(i), metrics.get(i), weighted.get(i)));
    }
    boolean trains = objectives.stream().anyMatch(line -> line.loss() != null);
    return optimizer == null || !trains
        ? Optional.empty()
        : Optional.of(new Compilation(optimizer, objectives));
  }

  private static Object optimizer(Map<?, ?> map) {
    Object written = map.get("optimizer");
    if (written instanceof Map<?, ?> object
        && object.get("config") instanceof Map<?, ?> config
        && config.get("loss_scale_factor") != null) {
      throw new IllegalArgumentException(
          "loss_scale_factor belongs to float16, which Braid doesn't train in");
    }
    return written;
  }

  private Objective objective(
      int output, Object loss, Object weight, Object metrics, Object weighted) {
    String name = model.outputNames().get(output);
    Objective line = Objective.output(name);
    Loss read = loss == null ? null : attempt(name + "/loss", () -> loss(loss));
    line = read == null ? line.noLoss() : line.loss(read);
    if (weight instanceof Number number) {
      line = line.weight(number.doubleValue());
    }
    for (Object metric : metrics instanceof List<?> list ? list : List.of()) {
      Metric made = metric == null ? null : attempt(name + "/metrics", () -> metric(metric));
      line = made == null ? line : line.metrics(made);
    }
    for (Object metric : weighted instanceof List<?> list ? list : List.of()) {
      Metric made =
          metric == null ? null : attempt(name + "/weighted_metrics", () -> metric(metric));
      line = made == null ? line : line.weightedMetrics(made);
    }
    return line;
  }

  private Loss loss(Object written) {
    return registry.readLoss(written).orElseGet(() -> Losses.read(written));
  }

  private Metric metric(Object written) {
    return registry.readMetric(written).orElseGet(() -> Metrics.read(written));
  }

  private <T> T attempt(String what, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (RuntimeException e) {
      findings.refused("compile/" + what, e);
      return null;
    }
  }

  /**
   * What each output gets of one argument.
   *
   * @param lists whether an output may have several (metrics): each then gets a list
   */
  private List<Object> share(String what, Object written, boolean lists) {
    int count = model.outputs().size();
    List<Object> shares = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      shares.add(null);
    }
    if (written instanceof Map<?, ?> dict && !isObject(dict)) {
      dict.forEach((key, value) -> give(what, key, value, lists, shares));
    } else if (written instanceof List<?> list && count == 1) {
      shares.set(0, lists ? flat(list) : one(what, list));
    } else if (written instanceof List<?> list) {
      if (list.size() == count) {
        for (int i = 0; i < count; i++) {
          shares.set(i, lists ? flat(list.get(i)) : one(what, list.get(i)));
        }
      } else if (!list.isEmpty()) {
        findings.refused(
            "compile/" + what,
            new IllegalArgumentException(
                "has " + list.size() + " entries for " + count + " outputs"));
      }
    } else if (written != null) {
      // Keras gives one loss to every output
      shares.replaceAll(none -> lists ? flat(written) : written);
    }
    return shares;
  }

  private void give(String what, Object key, Object value, boolean lists, List<Object> shares) {
    int output = model.outputNames().indexOf(String.valueOf(key));
    if (output < 0) {
      output = layerNames.indexOf(String.valueOf(key));
    }
    if (output < 0) {
      findings.refused(
          "compile/" + what,
          new IllegalArgumentException(
              "names \"" + key + "\", and the outputs are " + model.outputNames()));
    } else {
      shares.set(output, lists ? flat(value) : one(what, value));
    }
  }

  private static boolean isObject(Map<?, ?> map) {
    return map.get("class_name") instanceof String && map.containsKey("config");
  }

  private static List<Object> flat(Object value) {
    List<Object> all = new ArrayList<>();
    if (value instanceof List<?> list) {
      list.forEach(item -> all.addAll(flat(item)));
    } else if (value instanceof Map<?, ?> dict && !isObject(dict)) {
      dict.values().forEach(item -> all.addAll(flat(item)));
    } else if (value != null) {
      all.add(value);
    }
    return all;
  }

  private Object one(String what, Object value) {
    List<Object> all = flat(value);
    if (all.size() > 1) {
      findings.refused(
          "compile/" + what,
          new IllegalArgumentException("has " + all.size() + " entries for one output"));
    }
    return all.isEmpty() ? null : all.get(0);
  }
}
