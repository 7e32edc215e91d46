package dev.braid.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ComparisonTest {
  private final Comparison.Gathering gathering = new Comparison.Gathering("work", "ms", "Braid");

  private void round(double braid, double near, double far) {
    gathering.add("Braid", braid);
    gathering.add("near", near);
    gathering.add("far", far);
  }

  @Test
  void should_compare_with_the_fastest_of_the_others() {
    round(2, 4, 40);
    round(3, 4, 30);
    Comparison comparison = gathering.done();
    assertThat(comparison.bestPeer().orElseThrow().label()).isEqualTo("near");
    assertThat(comparison.row("near").orElseThrow().ratio()).isEqualTo(Spread.of(0.5, 0.75));
  }

  @Test
  void should_find_a_best_peer_that_is_faster_than_the_baseline() {
    round(8, 4, 40);
    assertThat(gathering.done().bestPeer().orElseThrow().ratio().median()).isEqualTo(2);
  }

  @Test
  void should_leave_out_who_dropped_out_in_a_later_round() {
    round(2, 4, 40);
    gathering.add("Braid", 2);
    gathering.add("near", 4);
    assertThat(gathering.done().rows()).extracting(Row::label).containsExactly("Braid", "near");
  }

  @Test
  void should_have_no_ratios_where_the_baseline_is_missing() {
    gathering.add("near", 4);
    Comparison comparison = gathering.done();
    assertThat(comparison.row("near").orElseThrow().ratio()).isNull();
  }
}
