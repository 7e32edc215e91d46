package dev.braid.benchmarks.workers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.braid.benchmarks.workloads.Samples;
import dev.braid.benchmarks.workloads.Workload;
import dev.braid.benchmarks.workloads.WorkloadSize;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerMainTest {
  private static final String SETUP =
      "{\"do\":\"setup\",\"workload\":\"%s\",\"size\":{\"batch\":4,\"length\":6,\"width\":0.5},"
          + "\"batches\":3}";

  private final List<Integer> predicted = new ArrayList<>();
  private Samples samples;

  private final Worker worker =
      new Worker() {
        @Override
        public String version() {
          return "Stub 1";
        }

        @Override
        public long setup(Workload workload, WorkloadSize size, Samples given) {
          if (workload.name().equals("bigru")) {
            throw new UnsupportedWorkloadException("has no GRU");
          }
          samples = given;
          return size.wide(100);
        }

        @Override
        public double[] train(int epochs) {
          if (epochs == 13) {
            throw new IllegalStateException("unlucky");
          }
          return new double[epochs];
        }

        @Override
        public void predict(int rows) {
          predicted.add(rows);
        }
      };

  private List<JsonNode> answers(String... requests) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new WorkerMain(worker, new PrintStream(out, true, StandardCharsets.UTF_8))
        .serve(
            new ByteArrayInputStream(String.join("\n", requests).getBytes(StandardCharsets.UTF_8)));
    List<JsonNode> answers = new ArrayList<>();
    for (String line : out.toString(StandardCharsets.UTF_8).lines().toList()) {
      assertThat(line).startsWith("@");
      answers.add(new ObjectMapper().readTree(line.substring(1)));
    }
    return answers;
  }

  @Test
  void should_introduce_itself() throws IOException {
    assertThat(answers().get(0).get("version").asText()).isEqualTo("Stub 1");
  }

  @Test
  void should_build_the_requested_model() throws IOException {
    JsonNode answer = answers(SETUP.formatted("lstm")).get(1);
    assertThat(answer.get("parameters").asInt()).isEqualTo(50);
    assertThat(samples.rows()).isEqualTo(12);
    assertThat((int[][]) samples.arrays().get("text")).hasDimensions(12, 6);
  }

  @Test
  void should_time_training_and_give_its_losses() throws IOException {
    JsonNode answer = answers("{\"do\":\"train\",\"epochs\":5}").get(1);
    assertThat(answer.get("losses")).hasSize(5);
    assertThat(answer.get("seconds").asDouble()).isPositive();
  }

  @Test
  void should_time_each_prediction() throws IOException {
    JsonNode answer = answers("{\"do\":\"predict\",\"rows\":7,\"times\":3}").get(1);
    assertThat(answer.get("seconds")).hasSize(3);
    assertThat(predicted).containsExactly(7, 7, 7);
  }

  @Test
  void should_report_an_unsupported_workload_and_continue() throws IOException {
    List<JsonNode> answers =
        answers(
            SETUP.formatted("bigru"),
            "{\"do\":\"train\",\"epochs\":13}",
            "{\"do\":\"train\",\"epochs\":1}");
    assertThat(answers.get(1).get("cannot").asText()).isEqualTo("has no GRU");
    assertThat(answers.get(2).get("error").asText()).contains("unlucky");
    assertThat(answers.get(3).get("losses")).hasSize(1);
  }
}
