package dev.braid.internal.plots.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NetworkSimplexTest {
  private static long cost(int[] place, List<int[]> arcs) {
    long sum = 0;
    for (int[] arc : arcs) {
      sum += (long) arc[3] * (place[arc[1]] - place[arc[0]]);
    }
    return sum;
  }

  private static boolean fits(int[] place, List<int[]> arcs) {
    return arcs.stream().allMatch(arc -> place[arc[1]] - place[arc[0]] >= arc[2]);
  }

  /** Finds the minimum over all assignments of five nodes to six positions. */
  private static long leastByTrying(List<int[]> arcs) {
    long least = Long.MAX_VALUE;
    int[] place = new int[5];
    for (int code = 0; code < 7776; code++) {
      int rest = code;
      for (int node = 0; node < 5; node++) {
        place[node] = rest % 6;
        rest /= 6;
      }
      if (fits(place, arcs)) {
        least = Math.min(least, cost(place, arcs));
      }
    }
    return least;
  }

  @Test
  void should_find_the_least_sum_of_lengths() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      NetworkSimplex simplex = new NetworkSimplex(5);
      List<int[]> arcs = new ArrayList<>();
      for (int head = 1; head < 5; head++) {
        arcs.add(new int[] {random.nextInt(head), head, 1, random.nextInt(3)});
        arcs.add(new int[] {random.nextInt(head), head, random.nextInt(2), random.nextInt(5)});
      }
      arcs.forEach(arc -> simplex.arc(arc[0], arc[1], arc[2], arc[3]));
      int[] place = simplex.solve();
      assertThat(fits(place, arcs)).as("seed " + seed).isTrue();
      assertThat(cost(place, arcs)).as("seed " + seed).isEqualTo(leastByTrying(arcs));
    }
  }

  @Test
  void should_refuse_a_cycle() {
    NetworkSimplex simplex = new NetworkSimplex(2);
    simplex.arc(0, 1, 1, 1);
    simplex.arc(1, 0, 1, 1);
    assertThatThrownBy(simplex::solve).hasMessageContaining("cycle");
  }
}
