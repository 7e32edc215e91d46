package dev.braid.benchmarks.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs small benchmarks with real processes of the Java engines. */
class BenchmarksTest {
  @TempDir Path folder;

  private JsonNode result(String command, String... options) throws IOException {
    List<String> words = new ArrayList<>(List.of(command));
    words.addAll(List.of("--rounds", "2", "--warm-up", "0", "--turn", "0", "--batches", "4"));
    words.addAll(List.of("--out", folder.toString()));
    words.addAll(List.of(options));
    assertThat(Benchmarks.commandLine().execute(words.toArray(String[]::new))).isZero();
    Path file = folder.resolve(command + ".json");
    return new ObjectMapper().readTree(Files.readString(file)).at("/comparisons/0");
  }

  @Test
  void should_measure_training_of_equal_work() throws IOException {
    JsonNode comparison = result("train", "--engines", "braid,dl4j", "--workloads", "small");
    JsonNode rows = comparison.get("rows");
    assertThat(rows).extracting(r -> r.get("label").asText()).containsExactly("Braid", "raw DL4J");
    assertThat(rows).allSatisfy(r -> assertThat(r.get("values")).hasSize(2));
    assertThat(rows).extracting(r -> r.at("/facts/parameters").asInt()).containsExactly(6922, 6922);
    assertThat(rows.get(1).at("/ratio/median").asDouble()).isPositive();
  }

  @Test
  void should_state_why_an_engine_cannot_run() throws IOException {
    JsonNode comparison =
        result(
            "train",
            "--engines",
            "dl4j,pytorch",
            "--workloads",
            "bigru",
            "--python",
            folder.resolve("no-such-python").toString());
    assertThat(comparison.get("rows")).isEmpty();
    assertThat(comparison.get("remarks"))
        .extracting(JsonNode::asText)
        .satisfiesExactly(
            first ->
                assertThat(first).isEqualTo("raw DL4J: has no GRU, and its LSTM ignores masks"),
            second -> assertThat(second).startsWith("PyTorch: it could not be started:"));
  }

  @Test
  void should_report_an_unknown_name_in_one_line() {
    StringWriter printed = new StringWriter();
    int status =
        Benchmarks.commandLine()
            .setErr(new PrintWriter(printed, true))
            .execute("train", "--workloads", "lennet");
    assertThat(status).isEqualTo(2);
    assertThat(printed.toString().lines())
        .singleElement()
        .asString()
        .startsWith("unknown workload \"lennet\"; expected one of mlp, lenet, ");
  }

  @Test
  void should_measure_predictions() throws IOException {
    JsonNode comparison =
        result("predict", "--engines", "braid,dl4j", "--workloads", "small", "--rows", "3");
    assertThat(comparison.get("rows")).hasSize(2);
    assertThat(comparison.at("/rows/0/value/median").asDouble()).isPositive();
  }

  @Test
  void should_measure_fresh_processes() throws IOException {
    JsonNode comparison = result("startup", "--engines", "braid", "--workloads", "small");
    assertThat(comparison.at("/rows/0/values")).hasSize(2);
  }
}
