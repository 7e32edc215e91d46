package dev.braid.internal.engine.kernels.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ParallelSumsTest {
  private static final double[] LARGE = {1e16};
  private static final double[] ONE = {1};
  private static final double[] BACK = {-1e16};

  @Test
  void should_add_up_in_the_order_of_the_parts_whichever_is_done_first() {
    ParallelSums first = new ParallelSums(1, 1);
    first.put(0, LARGE);
    first.put(10, ONE);
    first.put(20, BACK);
    ParallelSums other = new ParallelSums(1, 1);
    other.put(20, BACK);
    other.put(0, LARGE);
    other.put(10, ONE);
    // beside so large a number 1 is lost; in another order it would stay
    assertThat(first.all()[0]).containsExactly(0);
    assertThat(other.all()[0]).containsExactly(0);
  }

  @Test
  void should_keep_sums_apart() {
    ParallelSums totals = new ParallelSums(2, 2);
    totals.put(0, new float[] {1, 2}, new float[] {3, 4});
    totals.put(5, new float[] {10, 20}, new float[] {30, 40});
    double[][] all = totals.all();
    assertThat(all[0]).containsExactly(11, 22);
    assertThat(all[1]).containsExactly(33, 44);
    assertThat(ParallelSums.rounded(all[0])).containsExactly(11, 22);
  }
}
