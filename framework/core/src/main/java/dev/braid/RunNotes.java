package dev.braid;

import dev.braid.data.signature.InputSpec;
import dev.braid.data.signature.ModelSignature;
import dev.braid.data.signature.OutputSpec;
import dev.braid.internal.data.arrays.ArrayDescription;
import dev.braid.internal.data.checks.SignatureText;
import dev.braid.internal.environment.Environment;
import dev.braid.internal.graph.Functional;
import dev.braid.internal.plots.CurveSet;
import dev.braid.internal.plots.ModelDescription;
import dev.braid.internal.plots.RunReport;
import dev.braid.internal.training.Compilation;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a report shows of a run besides its logs. */
final class RunNotes {
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm xxx", Locale.ROOT);

  private final ZonedDateTime began = ZonedDateTime.now(ZoneId.systemDefault());
  private final long start = System.nanoTime();
  private final Functional model;
  private final Map<String, String> options = new LinkedHashMap<>();
  private final List<String> checks = new ArrayList<>();
  private Duration took = Duration.ZERO;

  /** Notes how a run is set up and what its data was held against. */
  RunNotes(Functional model, ModelSignature signature, Compilation compilation, Fit fit) {
    this.model = model;
    optimizer(compilation.optimizer());
    compilation.objectives().forEach(this::output);
    options(fit);
    signature.inputs().forEach(spec -> input(spec, fit));
    signature.outputs().stream()
        .filter(OutputSpec::requiresTarget)
        .forEach(spec -> checks.add(quoted(spec.name()) + ": " + SignatureText.target(spec)));
    fit.callbacks().stream()
        .flatMap(callback -> callback.monitors().stream())
        .distinct()
        .forEach(log -> checks.add("monitored and logged: " + log));
  }

  private void optimizer(Optimizer optimizer) {
    String rate =
        optimizer.schedule() == null
            ? "learning rate " + optimizer.learningRate(0)
            : optimizer.schedule().className();
    options.put("optimizer", optimizer.className() + ", " + rate);
  }

  private void output(Objective line) {
    String loss = line.loss() == null ? "no loss" : line.loss().call();
    String weight = line.weight() == 1 ? "" : ", weight " + line.weight();
    List<String> told = new ArrayList<>(List.of(loss + weight));
    line.metrics().forEach(metric -> told.add(metric.name()));
    line.weightedMetrics().forEach(metric -> told.add("weighted " + metric.name()));
    options.put("output " + line.output(), String.join(", ", told));
  }

  private void options(Fit fit) {
    options.put("epochs", fit.initialEpoch() + 1 + " to " + fit.epochs());
    fit.batchSize().ifPresent(size -> options.put("batch size", Integer.toString(size)));
    fit.stepsPerEpoch().ifPresent(steps -> options.put("steps an epoch", "" + steps));
    options.put("shuffled", fit.shuffle() ? "yes" : "no");
    fit.validationSplit().ifPresent(part -> options.put("validation", samples(part, fit.split())));
    if (!fit.validations().isEmpty()) {
      options.put(
          "validation",
          fit.validations().stream()
              .map(set -> set.name().isEmpty() ? "data of its own" : quoted(set.name()))
              .collect(Collectors.joining(", ")));
    }
    if (!fit.callbacks().isEmpty()) {
      options.put(
          "callbacks",
          fit.callbacks().stream()
              .map(callback -> callback.getClass().getSimpleName())
              .filter(name -> !name.isEmpty())
              .collect(Collectors.joining(", ")));
    }
  }

  private static String samples(double part, Fit.Split split) {
    return switch (split) {
      case TAIL -> "the last " + part + " of the samples";
      case SHUFFLED -> part + " of the samples, drawn";
      case STRATIFIED -> part + " of each class, drawn";
    };
  }

  private void input(InputSpec spec, Fit fit) {
    String numbers =
        spec.idLimit() >= 0 ? "ids from 0 to " + (spec.idLimit() - 1) : spec.dtype().keras();
    String finite = fit.allowsNonFinite() || spec.holdsIntegers() ? "" : ", finite";
    checks.add(
        quoted(spec.name())
            + ": "
            + ArrayDescription.shape(spec.shape())
            + " of "
            + numbers
            + finite);
  }

  private static String quoted(String name) {
    return '"' + name + '"';
  }

  /** Notes that the run is over. */
  void ended() {
    took = Duration.ofNanos(System.nanoTime() - start);
  }

  /** Such as {@code 2 h 05 min}, {@code 1 min 09 s} or {@code 0.8 s}. */
  static String duration(Duration time) {
    if (time.toHours() > 0) {
      return String.format(Locale.ROOT, "%d h %02d min", time.toHours(), time.toMinutesPart());
    }
    return time.toMinutes() > 0
        ? String.format(Locale.ROOT, "%d min %02d s", time.toMinutes(), time.toSecondsPart())
        : String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }

  /** The report of a run with these curves. */
  RunReport with(CurveSet curves) {
    return new RunReport(
        "Training of \"" + model.name() + '"',
        "began " + MINUTES.format(began) + ", took " + duration(took),
        curves,
        Optional.of(ModelDescription.diagram(model)),
        Optional.of(ModelDescription.table(model)),
        options,
        checks,
        Environment.describe());
  }
}
