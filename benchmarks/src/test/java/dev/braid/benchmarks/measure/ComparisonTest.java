package dev.braid.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ComparisonTest {
  private final Comparison.Builder builder = new Comparison.Builder("work", "ms", "Braid");

  private void round(double braid, double near, double far) {
    builder.add("Braid", braid);
    builder.add("near", near);
    builder.add("far", far);
  }

  @Test
  void should_compare_with_the_fastest_of_the_others() {
    round(2, 4, 40);
    round(3, 4, 30);
    Comparison comparison = builder.done();
    assertThat(comparison.bestPeer().orElseThrow().label()).isEqualTo("near");
    assertThat(comparison.row("near").orElseThrow().ratio()).isEqualTo(Quartiles.of(0.5, 0.75));
  }

  @Test
  void should_find_a_best_peer_that_is_faster_than_the_baseline() {
    round(8, 4, 40);
    assertThat(builder.done().bestPeer().orElseThrow().ratio().median()).isEqualTo(2);
  }

  @Test
  void should_omit_contenders_that_failed_in_a_later_round() {
    round(2, 4, 40);
    builder.add("Braid", 2);
    builder.add("near", 4);
    assertThat(builder.done().rows())
        .extracting(ComparisonRow::label)
        .containsExactly("Braid", "near");
  }

  @Test
  void should_have_no_ratios_without_the_baseline() {
    builder.add("near", 4);
    Comparison comparison = builder.done();
    assertThat(comparison.row("near").orElseThrow().ratio()).isNull();
  }
}
