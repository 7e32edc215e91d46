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
 * @param objectives the objectives of the outputs, in order
 */
public record Compilation(Optimizer optimizer, List<Objective> objectives) {
  /**
   * A metric of one output under its name in the logs.
   *
   * @param output the output's index
   * @param log its name in the logs of training
   * @param weighted whether sample weights are applied
   */
  public record LoggedMetric(int output, LogName log, Metric metric, boolean weighted) {
    public String logName() {
      return log.name();
    }
  }

  /**
   * An output to be compiled.
   *
   * @param activation the output's activation, such as {@code RELU}; empty if unknown
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
      String model, Optimizer optimizer, List<CompiledOutput> outputs, List<Objective> unordered) {
    List<Problem> problems = new ArrayList<>();
    if (optimizer == null) {
      problems.add(new Problem("option", "optimizer", "one such as adam()", "received null", ""));
    } else {
      CompileOptionRules.check(optimizer, problems);
    }
    Map<String, Objective> byName = new HashMap<>();
    Set<String> names = new LinkedHashSet<>();
    outputs.forEach(output -> names.add(output.name()));
    for (Objective objective : unordered) {
      if (!names.contains(objective.output())) {
        problems.add(NameSuggestion.unknownOutput(objective.output(), names));
      } else if (byName.putIfAbsent(objective.output(), objective) != null) {
        problems.add(
            new Problem(
                "duplicate-output",
                objective.output(),
                "one line",
                "received two",
                "Put its loss, weight and metrics into one output(…)."));
      }
    }
    List<Objective> ordered = new ArrayList<>();
    for (CompiledOutput output : outputs) {
      Objective objective = byName.get(output.name());
      if (objective == null || (objective.loss() == null && !objective.lossless())) {
        problems.add(missingLoss(output.name(), objective != null));
      } else {
        ordered.add(objective);
        if (!Double.isFinite(objective.weight())) {
          problems.add(
              new Problem(
                  "option",
                  output.name(),
                  "a loss weight that is a number",
                  "received " + objective.weight(),
                  ""));
        }
        check(output, objective, problems);
      }
    }
    if (problems.isEmpty() && ordered.stream().allMatch(objective -> objective.loss() == null)) {
      problems.add(
          Problem.of("output-without-loss", "", "no output has a loss: there is nothing to train"));
    }
    if (!problems.isEmpty()) {
      throw new StructureException("compile does not fit the model \"" + model + "\"", problems);
    }
    return new Compilation(optimizer, ordered);
  }

  private static void check(CompiledOutput output, Objective objective, List<Problem> problems) {
    LossActivationRules.check(output, objective.loss(), problems);
    CompileOptionRules.check(output.name(), objective.loss(), problems);
    MetricRules.check(objective.allMetrics(), output.measured(objective.loss()), problems);
  }

  private static Problem missingLoss(String name, boolean hasObjective) {
    return new Problem(
        "output-without-loss",
        name,
        "a loss",
        hasObjective ? "its line has none" : "compile has no line for it",
        "Add output(\"" + name + "\").loss(…), or .noLoss() where it is not to be trained.");
  }

  /** Shows notices about legal options that are probably mistakes. */
  public void showNotices(List<CompiledOutput> outputs) {
    CompileOptionRules.notice(optimizer);
    for (int i = 0; i < objectives.size(); i++) {
      Objective objective = objectives.get(i);
      CompiledOutput output = outputs.get(i);
      LossActivationRules.notice(output, objective.loss());
      CompileOptionRules.notice(output.name(), objective.loss());
      MetricNotices.show(objective.allMetrics(), output.measured(objective.loss()));
      if (objective.loss() != null && objective.weight() < 0) {
        Notices.show(
            "loss-weight",
            "\""
                + output.name()
                + "\": the weight "
                + objective.weight()
                + " makes training enlarge this loss. Use a weight from 0 unless that is meant, as"
                + " in adversarial training.");
      }
    }
    if (trained().stream().allMatch(objective -> objective.weight() == 0)) {
      Notices.show(
          "loss-weight",
          "every loss has the weight 0, so training follows none of them. Give one output a weight"
              + " above 0.");
    }
  }

  /**
   * Returns the compilation of a file without the parts that cannot be computed.
   *
   * <p>Options that {@link #of} would reject are accepted, since Keras trains with them. Metrics
   * that cannot be computed from the targets are omitted.
   */
  public Compilation computable(List<CompiledOutput> outputs) {
    List<Objective> accepted = new ArrayList<>();
    for (int i = 0; i < objectives.size(); i++) {
      Objective objective = objectives.get(i);
      MeasuredOutput output = outputs.get(i).measured(objective.loss());
      List<Metric> all = objective.allMetrics();
      accepted.add(objective.withMetrics(metric -> MetricRules.computable(metric, output, all)));
    }
    return new Compilation(optimizer, accepted);
  }

  /** Shows notices about options that {@link #of} would reject, and all other notices. */
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

  /** Returns the objectives of the outputs that have a loss. */
  public List<Objective> trained() {
    return objectives.stream().filter(objective -> objective.loss() != null).toList();
  }

  /** Returns all metrics under their names in the logs. */
  public List<LoggedMetric> loggedMetrics() {
    List<LoggedMetric> loggedMetrics = new ArrayList<>();
    Set<String> taken = new LinkedHashSet<>();
    for (int i = 0; i < objectives.size(); i++) {
      Objective objective = objectives.get(i);
      String output = objectives.size() > 1 ? objective.output() : "";
      for (Metric metric : objective.metrics()) {
        loggedMetrics.add(
            new LoggedMetric(i, unusedName(taken, output, "", metric), metric, false));
      }
      for (Metric metric : objective.weightedMetrics()) {
        loggedMetrics.add(
            new LoggedMetric(i, unusedName(taken, output, "weighted_", metric), metric, true));
      }
    }
    return loggedMetrics;
  }

  /** Returns the better direction; as in Keras, it is unknown for means and sums of predictions. */
  private static ScoreDirection direction(Metric metric) {
    if (metric instanceof Mean || metric instanceof Sum) {
      return ScoreDirection.UNKNOWN;
    }
    return metric.higherIsBetter() ? ScoreDirection.MAX : ScoreDirection.MIN;
  }

  private static LogName unusedName(
      Set<String> taken, String output, String prefix, Metric metric) {
    ScoreDirection direction = direction(metric);
    LogName name = LogName.training(output, metric.name(), direction);
    if (!taken.add(name.name())) {
      String next = prefix.isEmpty() ? metric.name() + "_2" : prefix + metric.name();
      name = LogName.training(output, next, direction);
      for (int i = 3; !taken.add(name.name()); i++) {
        name = LogName.training(output, prefix + metric.name() + "_" + i, direction);
      }
    }
    return name;
  }

  /** Returns the loss of an output by its index, or null. */
  public Loss loss(int output) {
    return objectives.get(output).loss();
  }
}
