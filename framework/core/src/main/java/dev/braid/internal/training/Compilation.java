package dev.braid.internal.training;

import dev.braid.Loss;
import dev.braid.Metric;
import dev.braid.Objective;
import dev.braid.Optimizer;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.internal.logs.LogName;
import dev.braid.internal.logs.ScoreDirection;
import dev.braid.internal.names.NameSuggestion;
import dev.braid.metrics.Mean;
import dev.braid.metrics.MeasuredOutput;
import dev.braid.metrics.MetricNotices;
import dev.braid.metrics.MetricRules;
import dev.braid.metrics.Sum;
import dev.braid.notices.Notices;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The arguments of compile: an optimizer, and an objective for each output in the model's order.
 *
 * @param optimizer the optimizer
 * @param objectives one for each output
 */
public record Compilation(Optimizer optimizer, List<Objective> objectives) {
  /**
   * A metric of one output under its name in the logs.
   *
   * @param output the output's number
   * @param log its name in the logs of training
   * @param weighted whether sample weights are applied
   */
  public record LoggedMetric(int output, LogName log, Metric metric, boolean weighted) {
    public String logName() {
      return log.name();
    }
  }

  /**
   * An output that is compiled.
   *
   * @param activation its activation, such as {@code RELU}; empty where it is unknown
   */
  public record CompiledOutput(String name, long[] shape, String activation) {
    MeasuredOutput measured(Loss loss) {
      return new MeasuredOutput(name, shape, activation, loss);
    }
  }

  public Compilation {
    objectives = List.copyOf(objectives);
  }

  /** Checks objectives against the outputs, and reports all problems at once. */
  public static Compilation of(
      String model, Optimizer optimizer, List<CompiledOutput> outputs, List<Objective> lines) {
    List<Problem> problems = new ArrayList<>();
    if (optimizer == null) {
      problems.add(new Problem("option", "optimizer", "one such as adam()", "received null", ""));
    } else {
      CompileOptionRules.check(optimizer, problems);
    }
    Map<String, Objective> byName = new HashMap<>();
    Set<String> names = new LinkedHashSet<>();
    outputs.forEach(output -> names.add(output.name()));
    for (Objective line : lines) {
      if (!names.contains(line.output())) {
        problems.add(NameSuggestion.unknownOutput(line.output(), names));
      } else if (byName.putIfAbsent(line.output(), line) != null) {
        problems.add(
            new Problem(
                "duplicate-output",
                line.output(),
                "one line",
                "received two",
                "Put its loss, weight and metrics into one output(…)."));
      }
    }
    List<Objective> ordered = new ArrayList<>();
    for (CompiledOutput output : outputs) {
      Objective line = byName.get(output.name());
      if (line == null || (line.loss() == null && !line.lossless())) {
        problems.add(withoutLoss(output.name(), line != null));
      } else {
        ordered.add(line);
        if (!Double.isFinite(line.weight())) {
          problems.add(
              new Problem(
                  "option",
                  output.name(),
                  "a loss weight that is a number",
                  "received " + line.weight(),
                  ""));
        }
        check(output, line, problems);
      }
    }
    if (problems.isEmpty() && ordered.stream().allMatch(line -> line.loss() == null)) {
      problems.add(
          Problem.of("output-without-loss", "", "no output has a loss: there is nothing to train"));
    }
    if (!problems.isEmpty()) {
      throw new StructureException("compile does not fit the model \"" + model + "\"", problems);
    }
    return new Compilation(optimizer, ordered);
  }

  private static void check(CompiledOutput output, Objective line, List<Problem> problems) {
    LossActivationRules.check(output, line.loss(), problems);
    CompileOptionRules.check(output.name(), line.loss(), problems);
    MetricRules.check(line.allMetrics(), output.measured(line.loss()), problems);
  }

  private static Problem withoutLoss(String name, boolean line) {
    return new Problem(
        "output-without-loss",
        name,
        "a loss",
        line ? "its line has none" : "compile has no line for it",
        "Add output(\"" + name + "\").loss(…), or .noLoss() where it is not to be trained.");
  }

  /** Shows notices about what is legal but probably a mistake. */
  public void showNotices(List<CompiledOutput> outputs) {
    CompileOptionRules.notice(optimizer);
    for (int i = 0; i < objectives.size(); i++) {
      Objective line = objectives.get(i);
      CompiledOutput output = outputs.get(i);
      LossActivationRules.notice(output, line.loss());
      CompileOptionRules.notice(output.name(), line.loss());
      MetricNotices.show(line.allMetrics(), output.measured(line.loss()));
      if (line.loss() != null && line.weight() < 0) {
        Notices.show(
            "loss-weight",
            "\""
                + output.name()
                + "\": the weight "
                + line.weight()
                + " makes training enlarge this loss. Use a weight from 0 unless that is meant, as"
                + " in adversarial training.");
      }
    }
    if (trained().stream().allMatch(line -> line.weight() == 0)) {
      Notices.show(
          "loss-weight",
          "every loss has the weight 0, so training follows none of them. Give one output a weight"
              + " above 0.");
    }
  }

  /**
   * The compilation of a file, as far as it can be computed, which Keras leaves open until
   * training.
   *
   * <p>What {@link #of} would refuse is accepted, as Keras trains with it. Metrics that cannot be
   * computed from the targets are omitted.
   */
  public Compilation computable(List<CompiledOutput> outputs) {
    List<Objective> lines = new ArrayList<>();
    for (int i = 0; i < objectives.size(); i++) {
      Objective line = objectives.get(i);
      MeasuredOutput output = outputs.get(i).measured(line.loss());
      List<Metric> all = line.allMetrics();
      lines.add(line.withMetrics(metric -> MetricRules.computable(metric, output, all)));
    }
    return new Compilation(optimizer, lines);
  }

  /** Shows notices about what {@link #of} would refuse, and all other notices. */
  public void showLoaded(List<CompiledOutput> outputs) {
    List<Problem> problems = new ArrayList<>();
    CompileOptionRules.check(optimizer, problems);
    for (int i = 0; i < objectives.size(); i++) {
      check(outputs.get(i), objectives.get(i), problems);
    }
    for (Problem problem : problems) {
      if (problem.id().equals("metric-target")) {
        Notices.show(
            "loaded-metric",
            problem.fix("").message()
                + " The metric is left out. Compile the model again to measure another one.");
      } else {
        Notices.show(
            "loaded-compilation",
            "the file's compilation is used as it is, but compile refuses it: "
                + problem.message());
      }
    }
    showNotices(outputs);
  }

  /** The outputs that have a loss. */
  public List<Objective> trained() {
    return objectives.stream().filter(line -> line.loss() != null).toList();
  }

  /** All metrics under their names in the logs. */
  public List<LoggedMetric> loggedMetrics() {
    List<LoggedMetric> loggedMetrics = new ArrayList<>();
    Set<String> taken = new LinkedHashSet<>();
    for (int i = 0; i < objectives.size(); i++) {
      Objective line = objectives.get(i);
      String output = objectives.size() > 1 ? line.output() : "";
      for (Metric metric : line.metrics()) {
        loggedMetrics.add(new LoggedMetric(i, free(taken, output, "", metric), metric, false));
      }
      for (Metric metric : line.weightedMetrics()) {
        loggedMetrics.add(
            new LoggedMetric(i, free(taken, output, "weighted_", metric), metric, true));
      }
    }
    return loggedMetrics;
  }

  /** The better direction of a mean or a sum of predictions is unknown, as in Keras. */
  private static ScoreDirection direction(Metric metric) {
    if (metric instanceof Mean || metric instanceof Sum) {
      return ScoreDirection.UNKNOWN;
    }
    return metric.higherIsBetter() ? ScoreDirection.MAX : ScoreDirection.MIN;
  }

  private static LogName free(Set<String> taken, String output, String more, Metric metric) {
    ScoreDirection direction = direction(metric);
    LogName name = LogName.training(output, metric.name(), direction);
    if (!taken.add(name.name())) {
      String next = more.isEmpty() ? metric.name() + "_2" : more + metric.name();
      name = LogName.training(output, next, direction);
      for (int i = 3; !taken.add(name.name()); i++) {
        name = LogName.training(output, more + metric.name() + "_" + i, direction);
      }
    }
    return name;
  }

  /** The loss of an output by its number, or null. */
  public Loss loss(int output) {
    return objectives.get(output).loss();
  }
}
