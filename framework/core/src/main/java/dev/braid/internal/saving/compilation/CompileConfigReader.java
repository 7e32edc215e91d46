package dev.braid.internal.saving.compilation;

import dev.braid.Loss;
import dev.braid.Metric;
import dev.braid.Objective;
import dev.braid.Optimizer;
import dev.braid.Schedule;
import dev.braid.config.ObjectReader;
import dev.braid.internal.config.Family;
import dev.braid.internal.graph.Functional;
import dev.braid.internal.graph.Node;
import dev.braid.internal.training.Compilation;
import dev.braid.losses.Losses;
import dev.braid.metrics.Metrics;
import dev.braid.notices.Notices;
import dev.braid.optimizers.Optimizers;
import dev.braid.schedules.Schedules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads a compile configuration, in any form that Keras' compile accepts.
 *
 * <p>An item that cannot be read, such as a loss of an unregistered class, does not prevent
 * loading: the model is then not compiled, and a notice names all such items.
 */
public final class CompileConfigReader {
  /** The optimizer that scales losses so that gradients fit into float16. */
  private final Functional model;

  private final List<String> layerNames;
  private final ObjectReader reader;
  private final List<UnreadableCompileItem> unreadable = new ArrayList<>();

  public CompileConfigReader(Functional model, ObjectReader reader) {
    this.model = model;
    this.layerNames =
        model.outputs().stream().map(output -> Node.of(output).layer().name()).toList();
    this.reader = reader;
  }

  /**
   * Reads the compilation; returns empty if the model was compiled without a loss or an item cannot
   * be read.
   */
  public Optional<Compilation> read(Object written, String file) {
    if (written != null && !(written instanceof Map)) {
      malformed("compile configuration", "expected an object, received " + text(written));
    }
    if (!(written instanceof Map<?, ?> map) || map.get("optimizer") == null) {
      if (!unreadable.isEmpty()) {
        Notices.show("opened-uncompiled", UnreadableCompileItem.uncompiled(file, unreadable));
      }
      return Optional.empty();
    }
    Optimizer optimizer = optimizer(map.get("optimizer"));
    List<Object> losses = distribute("loss", map.get("loss"), false);
    List<Object> weights = distribute("loss_weights", map.get("loss_weights"), false);
    List<Object> metrics = distribute("metrics", map.get("metrics"), true);
    List<Object> weighted = distribute("weighted_metrics", map.get("weighted_metrics"), true);
    List<Objective> objectives = new ArrayList<>();
    for (int i = 0; i < model.outputs().size(); i++) {
      objectives.add(objective(i, losses.get(i), weights.get(i), metrics.get(i), weighted.get(i)));
    }
    boolean trains = objectives.stream().anyMatch(line -> line.loss() != null);
    boolean onlyMetrics =
        optimizer != null
            && trains
            && unreadable.stream().allMatch(UnreadableCompileItem::isMetric);
    if (!unreadable.isEmpty() && onlyMetrics) {
      Notices.show(
          "opened-without-metrics", UnreadableCompileItem.withoutMetrics(file, unreadable));
    } else if (!unreadable.isEmpty()) {
      Notices.show("opened-uncompiled", UnreadableCompileItem.uncompiled(file, unreadable));
    }
    return optimizer == null || !trains || !(unreadable.isEmpty() || onlyMetrics)
        ? Optional.empty()
        : Optional.of(new Compilation(optimizer, objectives));
  }

  /** Records an argument of compile that is not in one of Keras' forms. */
  private void malformed(String argument, String reason) {
    unreadable.add(new UnreadableCompileItem(argument, "", "", reason));
  }

  private Optimizer optimizer(Object written) {
    if (written instanceof Map<?, ?> object && object.get("config") instanceof Map<?, ?> config) {
      if (config.get("learning_rate") instanceof Map<?, ?> schedule
          && attempt("schedule", "", schedule, Schedules::supports, Schedule.class) == null) {
        // the optimizer itself may be unknown too, and both are reported together
        Map<Object, Object> fixed = new HashMap<>(config);
        fixed.put("learning_rate", 1);
        Map<Object, Object> rest = new HashMap<>(object);
        rest.put("config", fixed);
        return attempt("optimizer", "", rest, Optimizers::supports, Optimizer.class);
      }
    }
    return attempt("optimizer", "", written, Optimizers::supports, Optimizer.class);
  }

  private Objective objective(
      int output, Object loss, Object weight, Object metrics, Object weighted) {
    String name = model.outputNames().get(output);
    Objective line = Objective.output(name);
    Loss read = loss == null ? null : attempt("loss", name, loss, Losses::supports, Loss.class);
    line = read == null ? line.noLoss() : line.loss(read);
    if (weight instanceof Number number && Double.isFinite(number.doubleValue())) {
      line = line.weight(number.doubleValue());
    } else if (weight != null) {
      malformed("loss_weights", "expected a number for \"" + name + "\", received " + text(weight));
    }
    for (Metric metric : metrics(name, metrics)) {
      line = line.metrics(metric);
    }
    for (Metric metric : metrics(name, weighted)) {
      line = line.weightedMetrics(metric);
    }
    return line;
  }

  private List<Metric> metrics(String output, Object written) {
    List<Metric> metrics = new ArrayList<>();
    for (Object metric : written instanceof List<?> list ? list : List.of()) {
      Metric made =
          metric == null
              ? null
              : attempt("metric", output, metric, Metrics::supports, Metric.class);
      if (made != null) {
        metrics.add(made);
      }
    }
    return metrics;
  }

  /** Reads one item; returns null if it cannot be read and records the reason. */
  private <T> T attempt(
      String concept, String output, Object written, Predicate<Object> known, Class<T> type) {
    String name = Family.nameOf(written);
    if (name.isEmpty()) {
      malformed(
          concept,
          "expected a name or an object with class_name and config, received " + text(written));
      return null;
    }
    try {
      return reader.read(type, written);
    } catch (RuntimeException e) {
      unreadable.add(
          new UnreadableCompileItem(
              concept, name, output, known.test(written) ? UnreadableCompileItem.reason(e) : ""));
      return null;
    }
  }

  private static String text(Object value) {
    return value instanceof String text ? '"' + text + '"' : String.valueOf(value);
  }

  /**
   * Distributes one argument of compile to the outputs.
   *
   * @param lists whether each output gets a list (metrics)
   */
  private List<Object> distribute(String what, Object written, boolean lists) {
    int count = model.outputs().size();
    List<Object> perOutput = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      perOutput.add(null);
    }
    if (written instanceof Map<?, ?> dict && !isObject(dict)) {
      dict.forEach((key, value) -> assign(what, key, value, lists, perOutput));
    } else if (written instanceof List<?> list && count == 1) {
      perOutput.set(0, lists ? flat(list) : one(what, list));
    } else if (written instanceof List<?> list) {
      if (list.size() == count) {
        for (int i = 0; i < count; i++) {
          perOutput.set(i, lists ? flat(list.get(i)) : one(what, list.get(i)));
        }
      } else if (!list.isEmpty()) {
        malformed(
            what, "expected " + count + " entries, one for each output, received " + list.size());
      }
    } else if (written != null) {
      // Keras uses one loss for every output
      perOutput.replaceAll(none -> lists ? flat(written) : written);
    }
    return perOutput;
  }

  private void assign(
      String what, Object key, Object value, boolean lists, List<Object> perOutput) {
    int output = model.outputNames().indexOf(String.valueOf(key));
    if (output < 0) {
      output = layerNames.indexOf(String.valueOf(key));
    }
    if (output < 0) {
      malformed(
          what, "expected one of the outputs " + model.outputNames() + ", received \"" + key + '"');
    } else {
      perOutput.set(output, lists ? flat(value) : one(what, value));
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
      malformed(what, "expected 1 entry for one output, received " + all.size());
    }
    return all.isEmpty() ? null : all.get(0);
  }
}
