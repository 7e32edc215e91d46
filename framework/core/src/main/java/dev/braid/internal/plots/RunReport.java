package dev.braid.internal.plots;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The content of the report of a training run.
 *
 * @param title the title of the page
 * @param time when the run began and how long it took; blank if unknown
 * @param curves the logs
 * @param model the model's diagram
 * @param summary the model's summary
 * @param options the options of the run, such as {@code batch size} and {@code 32}, in order
 * @param checks the checks that passed before training
 * @param environment a text block with versions, processor and backend
 */
public record RunReport(
    String title,
    String time,
    CurveSet curves,
    Optional<Diagram> model,
    Optional<SummaryTable> summary,
    Map<String, String> options,
    List<String> checks,
    String environment) {

  public RunReport {
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(curves, "curves");
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(summary, "summary");
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    checks = List.copyOf(checks);
    Objects.requireNonNull(environment, "environment");
  }
}
