package dev.braid.internal.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NvidiaSmiTest {
  private static final List<String> ANSWER =
      List.of("0, GPU-aa11, 9.0, NVIDIA H200", "1, GPU-bb22, 8.6, NVIDIA GeForce RTX 3090, Ti");
  private static final Gpu H200 = new Gpu("NVIDIA H200", 9, 0);
  private static final Gpu RTX = new Gpu("NVIDIA GeForce RTX 3090, Ti", 8, 6);

  @Test
  void should_read_every_card() {
    assertThat(NvidiaSmi.parse(ANSWER, null)).containsExactly(H200, RTX);
  }

  @Test
  void should_leave_out_hidden_cards() {
    assertThat(NvidiaSmi.parse(ANSWER, "1")).containsExactly(RTX);
    assertThat(NvidiaSmi.parse(ANSWER, "GPU-aa")).containsExactly(H200);
    assertThat(NvidiaSmi.parse(ANSWER, "1, 0")).containsExactly(H200, RTX);
    assertThat(NvidiaSmi.parse(ANSWER, "")).isEmpty();
    assertThat(NvidiaSmi.parse(ANSWER, "-1")).isEmpty();
  }

  @Test
  void should_skip_lines_without_a_compute_capability() {
    assertThat(NvidiaSmi.parse(List.of("0, GPU-aa11, [N/A], Old", "nonsense"), null)).isEmpty();
  }
}
