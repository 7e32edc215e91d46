package dev.braid.benchmarks.workloads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class WorkloadsTest {
  static final List<Workload> all = Workloads.ALL;

  @ParameterizedTest
  @FieldSource("all")
  void should_have_the_inputs_of_the_data(Workload workload) {
    WorkloadSize size = workload.usual().withWidth(0.25);
    assertThat(workload.model().apply(size).inputNames())
        .isEqualTo(workload.ports().apply(size).stream().map(InputData::name).toList());
  }

  @ParameterizedTest
  @FieldSource("all")
  void should_be_written_for_both_peers_in_python(Workload workload) throws IOException {
    try (InputStream in =
        WorkloadsTest.class.getResourceAsStream("/dev/braid/benchmarks/peers.py")) {
      String script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(script)
          .contains("def keras_" + workload.name() + "(k, s):")
          .contains("def torch_" + workload.name() + "(torch, s):");
    }
  }

  @Test
  void should_have_the_requested_number_of_parameters() {
    Workload workload = Workloads.named("image_text");
    assertThat(workload.model().apply(workload.usual()).countParams()).isEqualTo(15_853_962L);
  }

  @Test
  void should_list_all_for_an_unknown_name() {
    assertThatThrownBy(() -> Workloads.named("mpl"))
        .hasMessageStartingWith("unknown workload \"mpl\"; expected one of mlp, lenet,");
  }
}
