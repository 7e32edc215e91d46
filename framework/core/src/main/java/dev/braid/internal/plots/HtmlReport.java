package dev.braid.internal.plots;

import dev.braid.SummaryOptions;
import dev.braid.internal.logs.LogName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writes the report of a training run as one self-contained HTML page. */
public final class HtmlReport {
  private static final SummaryOptions EVERYTHING =
      SummaryOptions.defaults().showTrainable(true).expandNested(true);

  private static final List<String> KINDS = List.of("html", "htm");
  private static final int TILES = 6;

  private final RunReport run;
  private final StringBuilder out = new StringBuilder();

  private HtmlReport(RunReport run) {
    this.run = run;
  }

  /**
   * Writes the page.
   *
   * @param run the content of the report
   * @param file a file with the extension .html
   * @throws dev.braid.StructureException for another extension
   */
  public static void write(RunReport run, Path file) {
    PlotFile.kind(file, "report()", KINDS);
    PlotFile.write(file, html(run));
  }

  /** Returns the page, which is also well-formed XML. */
  public static String html(RunReport run) {
    return new HtmlReport(run).page();
  }

  private String page() {
    out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n");
    out.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
    out.append("<title>").append(MarkupEscaper.escape(run.title())).append("</title>\n");
    out.append("<style>\n").append(style()).append("</style>\n</head>\n<body>\n<main>\n");
    int epochs = run.curves().epochs().length;
    out.append("<header><h1>").append(MarkupEscaper.escape(run.title())).append("</h1><p>");
    out.append(epochs).append(epochs == 1 ? " epoch" : " epochs");
    if (!run.time().isBlank()) {
      out.append(", ").append(MarkupEscaper.escape(run.time()));
    }
    out.append("</p></header>\n");
    if (!run.curves().isEmpty()) {
      tiles();
      section("Curves", "<div class=\"figure curves\">" + curves() + "</div>");
      section("Scores", scores());
    }
    out.append("<div class=\"pair\">\n");
    if (!run.options().isEmpty()) {
      section("Options", options());
    }
    if (!run.checks().isEmpty()) {
      section("Checks passed", checks());
    }
    out.append("</div>\n");
    run.model().ifPresent(this::model);
    run.summary()
        .ifPresent(
            table -> section("Summary", pre(SummaryText.of(table).options(EVERYTHING).text())));
    if (!run.environment().isBlank()) {
      section("Environment", pre(run.environment().strip()));
    }
    return out.append("</main>\n</body>\n</html>\n").toString();
  }

  private String curves() {
    return CurvePlot.svg(run.curves());
  }

  private void section(String title, String body) {
    out.append("<section><h2>").append(title).append("</h2>\n").append(body);
    out.append("\n</section>\n");
  }

  private void tiles() {
    out.append("<div class=\"tiles\">\n");
    List<LogName> rated =
        run.curves().groups().values().stream()
            .flatMap(List::stream)
            .map(CurveSet::rated)
            .filter(log -> CurveSet.scored(log) && run.curves().best(log) >= 0)
            .toList();
    // with several outputs, their losses would leave no space for their metrics
    boolean metrics = rated.stream().anyMatch(log -> !log.score().endsWith("loss"));
    rated.stream()
        .filter(log -> !metrics || log.output().isEmpty() || !log.score().endsWith("loss"))
        .limit(TILES)
        .forEach(
            log -> {
              double best = run.curves().values(log)[run.curves().best(log)];
              out.append("<div class=\"tile\"><b>").append(PlotAxis.number(best));
              out.append("</b><span>best ").append(MarkupEscaper.escape(log.name()));
              out.append("</span></div>\n");
            });
    out.append("</div>\n");
  }

  private String scores() {
    StringBuilder table = new StringBuilder("<div class=\"scroll\"><table>\n<thead><tr>");
    table.append("<th>log</th><th class=\"number\">last</th><th class=\"number\">best</th>");
    table.append("<th class=\"number\">at epoch</th></tr></thead>\n<tbody>\n");
    run.curves().groups().values().stream()
        .flatMap(List::stream)
        .flatMap(List::stream)
        .forEach(log -> score(table, log));
    return table.append("</tbody>\n</table></div>").toString();
  }

  private void score(StringBuilder table, LogName log) {
    int best = run.curves().best(log);
    boolean scored = best >= 0 && CurveSet.scored(log);
    double last = run.curves().last(log);
    table.append("<tr><td class=\"name\">").append(MarkupEscaper.escape(log.name()));
    cell(table, PlotAxis.number(last));
    cell(table, scored ? PlotAxis.number(run.curves().values(log)[best]) : "–");
    cell(table, scored ? Integer.toString(run.curves().epochs()[best]) : "–");
    table.append("</td></tr>\n");
  }

  private static void cell(StringBuilder table, String text) {
    table.append("</td><td class=\"number\">").append(text);
  }

  private String options() {
    StringBuilder table = new StringBuilder("<table><tbody>\n");
    for (Map.Entry<String, String> option : run.options().entrySet()) {
      table.append("<tr><th>").append(MarkupEscaper.escape(option.getKey()));
      table.append("</th><td class=\"name\">").append(MarkupEscaper.escape(option.getValue()));
      table.append("</td></tr>\n");
    }
    return table.append("</tbody></table>").toString();
  }

  private String checks() {
    StringBuilder list = new StringBuilder("<ul class=\"checks\">\n");
    for (String check : run.checks()) {
      list.append("<li>").append(MarkupEscaper.escape(check)).append("</li>\n");
    }
    return list.append("</ul>").toString();
  }

  private void model(Diagram model) {
    section("Model", "<div class=\"figure\">" + ModelPlot.svg(model) + "</div>");
  }

  private static String pre(String text) {
    return "<pre>" + MarkupEscaper.escape(text) + "</pre>";
  }

  private static String style() {
    try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
