package dev.braid.saving.compilation;

import dev.braid.Loss;
import dev.braid.Metric;
import dev.braid.Objective;
import dev.braid.Optimizer;
import dev.braid.Schedule;
import dev.braid.config.Family;
import dev.braid.config.ObjectReader;
import dev.braid.graph.Functional;
import dev.braid.graph.Node;
import dev.braid.losses.Losses;
import dev.braid.metrics.Metrics;
import dev.braid.notices.Notices;
import dev.braid.optimizers.Optimizers;
import dev.braid.saving.architecture.Findings;
import dev.braid.schedules.Schedules;
import dev.braid.training.Compilation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads a compile configuration, in any of the forms that Keras' compile takes.
 *
 * <p>A part that cannot be read, such as a loss of a class that is not registered, does not keep
 * the model from opening: the model is then not compiled, and a notice names all such parts.
 */
public final class CompileReader {
  private final Functional model;
  private final List<String> layerNames;
  private final ObjectReader reader;
  private final Findings findings;
  private final List<LeftOut> leftOut = new ArrayList<>();

  public CompileReader(Functional model, ObjectReader reader, Findings findings) {
    this.model = model;
    this.layerNames =
        model.outputs().stream().map(output -> Node.of(output).layer().name()).toList();
    this.reader = reader;
    this.findings = findings;
  }

  /** The compilation, where the model was compiled with a loss and all of it can be read. */
  public Optional<Compilation> read(Object written, String file) {
    if (written != null && !(written instanceof Map)) {
      findings.refused(
          "compile", new IllegalArgumentException("should be an object, but is " + written));
    }
    if (!(written instanceof Map<?, ?> map) || map.get("optimizer") == null) {
      return Optional.empty();
    }
    Optimizer optimizer = optimizer(map.get("optimizer"));
    List<Object> losses = share("loss", map.get("loss"), false);
    List<Object> weights = share("loss_weights", map.get("loss_weights"), false);
    List<Object> metrics = share("metrics", map.get("metrics"), true);
    List<Object> weighted = share("weighted_metrics", map.get("weighted_metrics"), true);
    List<Objective> objectives = new ArrayList<>();
    for (int i = 0; i < model.outputs().size(); i++) {
      objectives.add(objective(i, losses.get(i), weights.get(i), metrics.get(i), weighted.get(i)));
    }
    if (findings.none() && !leftOut.isEmpty()) {
      Notices.show("opened-uncompiled", LeftOut.notice(file, leftOut));
    }
    boolean trains = objectives.stream().anyMatch(line -> line.loss() != null);
    return optimizer == null || !trains || !leftOut.isEmpty()
        ? Optional.empty()
        : Optional.of(new Compilation(optimizer, objectives));
  }

  private Optimizer optimizer(Object written) {
    if (written instanceof Map<?, ?> object && object.get("config") instanceof Map<?, ?> config) {
      if (config.get("loss_scale_factor") != null) {
        String why = "its loss_scale_factor belongs to float16, which Braid does not train in";
        leftOut.add(new LeftOut("optimizer", Family.nameOf(written), "", why));
        return null;
      }
      if (config.get("learning_rate") instanceof Map<?, ?> schedule
          && attempt("schedule", "", schedule, Schedules::supports, Schedule.class) == null) {
        // the optimizer itself may be unknown too, and all of it is told at once
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
      findings.refused(
          "compile/loss_weights",
          new IllegalArgumentException(
              "should be a number for \"" + name + "\", but is " + text(weight)));
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

  /** Reads one part; null where it cannot be read, which is then refused or left out. */
  private <T> T attempt(
      String concept, String output, Object written, Predicate<Object> known, Class<T> type) {
    String name = Family.nameOf(written);
    if (name.isEmpty()) {
      findings.refused(
          "compile/" + concept,
          new IllegalArgumentException(
              "should be a name or an object with class_name and config, but is " + text(written)));
      return null;
    }
    try {
      return reader.read(type, written);
    } catch (RuntimeException e) {
      leftOut.add(new LeftOut(concept, name, output, known.test(written) ? LeftOut.reason(e) : ""));
      return null;
    }
  }

  private static String text(Object value) {
    return value instanceof String text ? '"' + text + '"' : String.valueOf(value);
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
