package dev.braid.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
  @Test
  void should_not_compare_names_that_nobody_writes_by_hand() {
    String hundred = "n".repeat(100);
    assertThat(Nearest.to(hundred, List.of(hundred + "m", hundred))).contains(hundred);
    assertThat(Nearest.to(hundred + "n", List.of(hundred))).isEmpty();
    assertThat(Nearest.to("dense", List.of("x".repeat(1_000_000), "Dense"))).contains("Dense");
  }
}
