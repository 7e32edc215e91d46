package dev.braid.internal.plots;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.History;
import dev.braid.Model;
import dev.braid.Tensor;
import dev.braid.Verbosity;
import dev.braid.internal.logs.LogNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class HtmlReportTest {
  @TempDir Path folder;

  private static RunReport run() {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("optimizer", "adam(0.001)");
    options.put("<batch> size", "32 & more");
    SummaryRow row = new SummaryRow("a", "Dense", "(None, 1)", 2, List.of(), true, 0);
    return new RunReport(
        "run <1> & \"more\"",
        "began <then>, took 3 s",
        CurvePlotTest.multi(),
        Optional.of(ExampleDiagrams.names()),
        Optional.of(new SummaryTable("m", List.of(row), 2, 8, 0, 0)),
        options,
        List.of("labels lie in 0 … 9"),
        "Java 17\nLinux <amd64>");
  }

  @Test
  void should_write_a_well_formed_page_with_the_complete_content() throws Exception {
    Path file = folder.resolve("report.html");
    HtmlReport.write(run(), file);
    Element page = Xml.parse(Files.readString(file));
    assertThat(page.getElementsByTagName("svg").getLength()).isEqualTo(2);
    assertThat(page.getTextContent())
        .contains("run <1> & \"more\"")
        .contains("4 epochs, began <then>, took 3 s")
        .contains("best val_digit_accuracy")
        .contains("<batch> size")
        .contains("32 & more")
        .contains("labels lie in 0 … 9")
        .contains("Linux <amd64>")
        .contains("a<b>&\"c\"'d' (InputLayer)")
        .contains("│ a (Dense) ");
  }

  @Test
  void should_be_self_contained() {
    assertThat(HtmlReport.html(run()))
        .doesNotContain("<script", "<link", "<img", "src=", "href=", "@import", "url(http");
  }

  @Test
  void should_have_unique_ids() throws Exception {
    var all = Xml.parse(HtmlReport.html(run())).getElementsByTagName("*");
    List<String> ids = new ArrayList<>();
    for (int index = 0; index < all.getLength(); index++) {
      String id = ((Element) all.item(index)).getAttribute("id");
      if (!id.isEmpty()) {
        ids.add(id);
      }
    }
    assertThat(ids).doesNotHaveDuplicates();
  }

  @Test
  void should_list_last_and_best_scores() throws Exception {
    var rows = Xml.parse(HtmlReport.html(run())).getElementsByTagName("tr");
    List<String> texts = new ArrayList<>();
    for (int index = 0; index < rows.getLength(); index++) {
      texts.add(rows.item(index).getTextContent());
    }
    assertThat(texts).contains("val_digit_accuracy0.750.83").contains("learning_rate1.00e-04––");
  }

  @Test
  void should_list_the_compile_options() throws Exception {
    setRandomSeed(1);
    Tensor in = input("in", 2);
    Model model =
        Model.inputs(in)
            .outputs(
                in.then(dense(1).name("a")),
                in.then(dense(1).name("b")),
                in.then(dense(1, SIGMOID)));
    model.compile(
        sgd(0.25),
        output("a").loss(mse()).weight(0.5).metrics(mae()),
        output("b").noLoss(),
        output("dense").loss(bce()).weightedMetrics(binaryAccuracy()));
    float[][] x = {{1, 2}, {3, 4}};
    float[] y = {0, 1};
    History run = model.fit(x, Map.of("a", y, "dense", y), epochs(2).verbose(Verbosity.SILENT));
    Path file = folder.resolve("run.html");
    run.report(file);
    assertThat(Xml.parse(Files.readString(file)).getTextContent())
        .contains("2 epochs")
        .contains("SGD, learning rate 0.25")
        .contains("output amse(), weight 0.5, mae")
        .contains("output bno loss")
        .contains("output densebinaryCrossentropy(), weighted binary_accuracy")
        .contains("best a_mae")
        .contains(environment().strip().lines().findFirst().orElseThrow());
  }

  @Test
  void should_score_named_validation_sets_by_their_metrics(@TempDir Path pages) throws Exception {
    setRandomSeed(1);
    Tensor in = input("in", 2);
    Model model =
        Model.inputs(in)
            .outputs(in.then(dense(1, SIGMOID).name("digit")), in.then(dense(1).name("size")));
    model.compile(
        sgd(0.1),
        output("digit").loss(bce()).metrics(binaryAccuracy()),
        output("size").loss(mse()));
    model.setWeights(
        List.of(new float[][] {{-1}, {-1}}, new float[1], new float[2][1], new float[1]));
    float[][] x = {{1, 2}, {3, -4}, {-1, 1}, {2, -2}};
    Map<String, float[]> y = Map.of("digit", new float[] {1, 0, 1, 0}, "size", new float[4]);
    History run =
        model.fit(x, y, epochs(6).validationData("night", x, y).verbose(Verbosity.SILENT));
    double[] night = run.get("val_night_digit_binary_accuracy");
    assertThat(night[5]).isGreaterThan(night[0]);

    Path file = pages.resolve("run.html");
    run.report(file);
    String text = Xml.parse(Files.readString(file)).getTextContent();
    String best = PlotAxis.number(Arrays.stream(night).max().orElseThrow());
    assertThat(text).contains(best + "best val_night_digit_binary_accuracy");
    assertThat(text).contains("validation night").doesNotContain("night_digit (");
  }

  @Test
  void should_omit_empty_sections() throws Exception {
    RunReport bare =
        new RunReport(
            "bare",
            "",
            new CurveSet(Map.of(), new int[0], LogNames.of(List.of())),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            List.of(),
            "");
    Element page = Xml.parse(HtmlReport.html(bare));
    assertThat(page.getElementsByTagName("section").getLength()).isZero();
  }
}
