package dev.braid.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class QuartilesTest {
  @Test
  void should_compute_quartiles_like_numpy() {
    // numpy.percentile([7, 1, 3, 10], [50, 25, 75])
    assertThat(Quartiles.of(7, 1, 3, 10)).isEqualTo(new Quartiles(5, 2.5, 7.75));
  }

  @Test
  void should_give_a_single_value_as_all_three() {
    assertThat(Quartiles.of(4)).isEqualTo(new Quartiles(4, 4, 4));
  }

  @Test
  void should_leave_the_measurements_in_their_order() {
    double[] values = {3, 1, 2};
    Quartiles.of(values);
    assertThat(values).containsExactly(3, 1, 2);
  }

  @Test
  void should_pair_round_by_round() {
    // the machine was ten times slower in the second round, for both
    Quartiles ratio = Quartiles.ofRatios(new double[] {1, 11, 1}, new double[] {2, 20, 2});
    assertThat(ratio.median()).isCloseTo(0.5, within(1e-12));
    assertThat(ratio.upper()).isCloseTo(0.525, within(1e-12));
  }

  @Test
  void should_reject_ratios_without_pairs() {
    assertThatThrownBy(() -> Quartiles.ofRatios(new double[2], new double[3]))
        .hasMessage("ratios require pairs: 2 measurements against 3");
  }

  @Test
  void should_reject_no_measurements() {
    assertThatThrownBy(Quartiles::of)
        .hasMessage("expected at least one measurement, received none");
  }
}
