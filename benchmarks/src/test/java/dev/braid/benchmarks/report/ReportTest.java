package dev.braid.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.braid.benchmarks.measure.Comparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  private final Report report =
      new Report("train", "Training", machine(), List.of(first(), second()));

  private static Map<String, Object> machine() {
    Map<String, Object> machine = new LinkedHashMap<>();
    machine.put("cores", 2);
    machine.put("Braid", "Braid 1\nJava 17");
    return machine;
  }

  private static Comparison first() {
    Comparison.Builder builder = new Comparison.Builder("small", "ms per step", "Braid");
    for (double slow : new double[] {1, 2, 1}) {
      builder.add("Braid", 0.25 * slow);
      builder.add("Torch", 0.5 * slow);
    }
    builder.fact("Braid", "parameters", 7);
    builder.remark("DL4J: is not supported");
    return builder.done();
  }

  private static Comparison second() {
    Comparison.Builder builder = new Comparison.Builder("large", "ms per step", "Braid");
    builder.add("Braid", 123.4);
    builder.add("DL4J", 1234.5);
    return builder.done();
  }

  @Test
  void should_write_a_table_with_remarks_and_the_machine() {
    assertThat(report.text())
        .isEqualTo(
            """
            # Training

            | ms per step | Braid | Torch | DL4J | ratio to the best peer |
            | ----------- | ----- | ----- | ---- | ---------------------- |
            | small       | 0.250 | 0.500 | -    | 0.50 (0.50 to 0.50)    |
            | large       | 123   | -     | 1235 | 0.10 (0.10 to 0.10)    |

            - small: DL4J: is not supported

            - cores: 2
            - Braid: Braid 1; Java 17
            """);
  }

  @Test
  void should_keep_every_measurement_in_json() throws IOException {
    JsonNode json = new ObjectMapper().readTree(report.json());
    JsonNode braid = json.at("/comparisons/0/rows/0");
    assertThat(json.at("/machine/cores").asInt()).isEqualTo(2);
    assertThat(braid.get("label").asText()).isEqualTo("Braid");
    assertThat(braid.at("/facts/parameters").asInt()).isEqualTo(7);
    assertThat(braid.get("values")).extracting(JsonNode::asDouble).containsExactly(0.25, 0.5, 0.25);
    assertThat(json.at("/comparisons/0/rows/1/ratio/median").asDouble()).isEqualTo(0.5);
    assertThat(json.at("/comparisons/0/remarks/0").asText()).isEqualTo("DL4J: is not supported");
  }

  @Test
  void should_write_table_json_and_charts(@TempDir Path folder) throws IOException {
    report.write(folder.resolve("new"));
    assertThat(folder.resolve("new/train.md")).hasContent(report.text());
    assertThat(folder.resolve("new/train.json")).hasContent(report.json());
    assertThat(Files.readString(folder.resolve("new/train.svg"))).contains("<svg");
    assertThat(Files.readAllBytes(folder.resolve("new/train.png"))).startsWith(0x89, 'P', 'N', 'G');
  }
}
