package dev.braid.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EqualWorkTest {
  private final EqualWork work = new EqualWork();

  @Test
  void should_accept_losses_that_fall_similarly() {
    work.add("a", 10, new double[] {2.30, 1.0});
    work.add("b", 10, new double[] {2.35, 1.1});
    assertThat(work.differences()).isEmpty();
  }

  @Test
  void should_report_different_models() {
    work.add("a", 10, new double[] {2, 1});
    work.add("b", 12, new double[] {2, 1});
    assertThat(work.differences()).containsExactly("parameters differ: {a=10, b=12}");
  }

  @Test
  void should_report_an_engine_that_does_not_learn() {
    work.add("a", 10, new double[] {2, 1});
    work.add("b", 10, new double[] {2, 1});
    work.add("c", 10, new double[] {2, 2});
    assertThat(work.differences())
        .containsExactly("c: its loss does not fall: 2.000 to 2.000 in 2 epochs");
  }

  @Test
  void should_report_an_engine_whose_loss_differs() {
    work.add("a", 10, new double[] {2, 0.5});
    work.add("b", 10, new double[] {2, 0.5});
    work.add("c", 10, new double[] {2, 1.9});
    assertThat(work.differences())
        .containsExactly("c: its loss differs from the others': 2.000 to 1.900 in 2 epochs");
  }

  @Test
  void should_not_accept_a_nan_loss() {
    work.add("a", 10, new double[] {2, Double.NaN});
    assertThat(work.differences()).singleElement().asString().contains("does not fall");
  }
}
