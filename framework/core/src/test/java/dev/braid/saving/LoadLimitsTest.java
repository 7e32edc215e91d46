package dev.braid.saving;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.Model;
import dev.braid.StructureException;
import dev.braid.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Small files that describe large models are refused before they exhaust memory or time. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LoadLimitsTest {
  private static final String RAISE =
      " If you trust the file, raise the limit: Model.load(path, LoadOptions.defaults().limits(LoadLimits.defaults().";

  @TempDir Path folder;

  /** Writes a configuration that is too large for a string. */
  private interface Config {
    void write(OutputStream out) throws IOException;
  }

  private Path file(Config config) throws IOException {
    Path file = folder.resolve("model.keras");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("metadata.json"));
      zip.write("{}".getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry("config.json"));
      config.write(zip);
      zip.putNextEntry(new ZipEntry("model.weights.h5"));
    }
    return file;
  }

  private static void repeat(OutputStream out, String text, int times) throws IOException {
    byte[] many = text.repeat(1000).getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < times / 1000; i++) {
      out.write(many);
    }
  }

  private static void put(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private void refused(Config config, String message) throws IOException {
    Path file = file(config);
    assertThat(Files.size(file)).isLessThan(1_000_000);
    assertThatThrownBy(() -> Model.load(file))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(message);
  }

  private static void refused(String json, String message) {
    assertThatThrownBy(() -> Model.fromJson(json))
        .isInstanceOf(StructureException.class)
        .hasMessage(
            "The model cannot be read:\n  [file-graph]  "
                + message
                + "\n  See"
                + " src/docs/errors.md#file-graph");
  }

  private static String functional(String config) {
    return "{\"class_name\": \"Functional\", \"module\": \"keras\", \"config\": {" + config + "}}";
  }

  @Test
  void should_refuse_too_many_tokens() throws IOException {
    refused(
        out -> {
          put(out, "{\"a\": [");
          repeat(out, "{},", 5_000_000);
          put(out, "{}]}");
        },
        "\"model.keras: config.json\" has more than 2000000 JSON tokens, which exceeds the"
            + " limit."
            + RAISE
            + "configTokens(…))).");
  }

  @Test
  void should_refuse_a_configuration_of_many_bytes() throws IOException {
    refused(
        out -> repeat(out, " ", 250_000_000),
        "\"model.keras\" has more than 33554432 bytes in \"config.json\", which exceeds the"
            + " limit."
            + RAISE
            + "configBytes(…))).");
    refused(
        " ".repeat(33_554_433),
        "\"the JSON text\" has more than 33554432 characters, which exceeds the limit."
            + RAISE
            + "configBytes(…))).");
  }

  @Test
  void should_refuse_long_strings() throws IOException {
    refused(
        out -> {
          put(out, "{\"class_name\": \"");
          repeat(out, "x", 19_000_000);
          put(out, "\"}");
        },
        "\"model.keras: config.json\" has a string of more than 10240 characters, which exceeds the"
            + " limit."
            + RAISE
            + "textLength(…))).");
    refused(
        "{\"" + "x".repeat(20_000) + "\": 1}",
        "\"the JSON text\" has a string of more than 10240 characters, which exceeds the limit."
            + RAISE
            + "textLength(…))).");
  }

  @Test
  void should_refuse_an_output_that_is_listed_too_often() throws IOException {
    refused(
        out -> {
          put(out, functional("\"layers\": [], \"output_layers\": [[").replace("}}", ""));
          repeat(out, "[\"a\",0,0],", 300_000);
          put(out, "[\"a\",0,0]]]}}");
        },
        "\"model.keras: config.json\" has more than 1000 outputs, which exceeds the limit."
            + RAISE
            + "outputs(…))).");
  }

  @Test
  void should_refuse_too_many_metrics() throws IOException {
    refused(
        out -> {
          put(out, "{\"compile_config\": {\"metrics\": {\"a\": [[");
          repeat(out, "\"mae\",", 200_000);
          put(out, "\"mae\"]]}}}");
        },
        "\"model.keras: config.json\" has more than 1000 metrics, which exceeds the limit."
            + RAISE
            + "metrics(…))).");
  }

  @Test
  void should_refuse_too_many_layers() throws IOException {
    refused(
        out -> {
          put(out, functional("\"layers\": [").replace("}}", ""));
          repeat(out, "{\"class_name\":\"X\"},", 300_000);
          put(out, "{}]}}");
        },
        "\"model.keras: config.json\" has more than 10000 layers, which exceeds the limit."
            + RAISE
            + "layers(…))).");
    refused(
        functional("\"layers\": [{\"inbound_nodes\": [" + "[],".repeat(10_000) + "[]]}]"),
        "\"the JSON text\" has more than 10000 applications of layers, which exceeds the limit."
            + RAISE
            + "layers(…))).");
  }

  @Test
  void should_refuse_long_names_nested_in_long_names() {
    String name = "n".repeat(6_000);
    String inner = functional("\"name\": \"" + name + "\", \"layers\": []");
    refused(
        functional("\"name\": \"" + name + "\", \"layers\": [" + inner + "]"),
        "\"the JSON text\" has more than 10240 characters in the path of a layer, which exceeds the"
            + " limit."
            + RAISE
            + "textLength(…))).");
  }

  @Test
  void should_report_thousands_of_unknown_layers_in_a_short_message() {
    String layer = "{\"class_name\": \"" + "Denze".repeat(2_000) + "%d\", \"name\": \"a%d\"},";
    StringBuilder layers = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      layers.append(layer.formatted(i, i));
    }
    layers.setLength(layers.length() - 1);
    String json =
        functional(
            "\"layers\": ["
                + layers
                + "], \"input_layers\": [[\"a0\", 0, 0]], \"output_layers\": [[\"a1\", 0, 0]]");
    assertThatThrownBy(() -> Model.fromJson(json))
        .isInstanceOf(StructureException.class)
        .satisfies(e -> assertThat(e.getMessage().length()).isBetween(60_000, 65_536))
        .hasMessageContaining("[file-layer]  \"a0\": expected layers that Braid supports")
        .hasMessageContaining(" more problems\n  See src/docs/errors.md#file-layer");
  }

  @Test
  void should_apply_custom_limits() {
    Tensor x = input("x", 2);
    Model model = Model.inputs(x).outputs(x.then(dense(2).name("a")).then(dense(2).name("b")));
    String json = model.toJson();
    LoadLimits limits = LoadLimits.defaults();
    assertThat(Model.fromJson(json, LoadOptions.defaults().limits(limits.layers(3))).layers())
        .hasSize(3);
    assertThatThrownBy(() -> Model.fromJson(json, LoadOptions.defaults().limits(limits.layers(2))))
        .hasMessageContaining("has more than 2 layers");
    assertThatThrownBy(
            () -> Model.fromJson(json, LoadOptions.defaults().limits(limits.textLength(10))))
        .hasMessageContaining("has a string of more than 10 characters");
    assertThatThrownBy(
            () -> Model.fromJson(json, LoadOptions.defaults().limits(limits.configTokens(100))))
        .hasMessageContaining("has more than 100 JSON tokens");
    assertThatThrownBy(
            () -> Model.fromJson(json, LoadOptions.defaults().limits(limits.configBytes(100))))
        .hasMessageContaining("has more than 100 characters");
    assertThat(limits.outputs(7).metrics(8))
        .isEqualTo(new LoadLimits(32 << 20, 2_000_000, 10 << 10, 10_000, 7, 8));
    assertThatThrownBy(() -> limits.metrics(0))
        .hasMessage(
            """
            LoadLimits.metrics(0):
              [option]  "metrics": expected a number above 0, received 0.
              See src/docs/errors.md#option""");
  }

  @Test
  void should_read_a_chain_of_five_thousand_layers() {
    Tensor x = input("x", 2);
    Tensor at = x;
    for (int i = 0; i < 5_000; i++) {
      at = at.then(dense(2));
    }
    Model model = Model.inputs(x).outputs(at);
    assertThat(Model.fromJson(model.toJson()).countParams()).isEqualTo(30_000);
  }
}
